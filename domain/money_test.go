package domain_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/currency"

	"gatehouse/domain"
)

func TestParseMoney(t *testing.T) {
	for _, c := range []struct {
		amount, code string
		minor        int64
		says         string // the sentence, or the amount as it is written
	}{
		{"80", "EUR", 8000, "80.00 EUR"},
		{" 80.5 ", " eur ", 8050, "80.50 EUR"},
		{"0.05", "USD", 5, "0.05 USD"},
		{"0", "EUR", 0, "0.00 EUR"},
		{"007", "JPY", 7, "7 JPY"},
		{"12.345", "KWD", 12345, "12.345 KWD"},
		{"1000000.00", "EUR", 100_000_000, "1000000.00 EUR"},
		{strings.Repeat("0", 40) + "1", "EUR", 100, "1.00 EUR"},
		{"1000000.01", "EUR", 0, "“1000000.01” is more than a million"},
		{strings.Repeat("9", 400), "EUR", 0, "is more than a million"},
		{"80.001", "EUR", 0, "EUR has 2 decimals, and “80.001” has more"},
		{"80.0", "JPY", 0, "JPY has 0 decimals"},
		{"-1", "EUR", 0, "can't be negative"},
		{"+1", "EUR", 0, "is no amount"},
		{"1,50", "EUR", 0, "is no amount"},
		{"1e3", "EUR", 0, "is no amount"},
		{"٣", "EUR", 0, "is no amount"},
		{".5", "EUR", 0, "is no amount"},
		{"5.", "EUR", 0, "is no amount"},
		{"", "EUR", 0, "is no amount"},
		{"1", "", 0, "needs its currency"},
		{"1", "ERU", 0, "did you mean"},
		{"1", "EURO", 0, "did you mean EUR?"},
		{"1", "XXX", 0, "there is no currency XXX"},
		{"1", "DEM", 0, "there is no currency DEM"},
		{"1", "bitcoin", 0, "ISO 4217"},
	} {
		m, err := domain.ParseMoney(c.amount, c.code)
		says := m.String()
		if err != nil {
			wants(t, err, domain.Invalid, "")
			says = err.Error()
		}
		if m.Amount != c.minor || !strings.Contains(says, c.says) {
			t.Errorf("%s %s: %d, %s", c.amount, c.code, m.Amount, says)
		}
	}
	is(t, "a loss", domain.Money{Amount: -5, Currency: "EUR"}.Decimal(), "-0.05")
	is(t, "a loss in yen", domain.Money{Amount: -5, Currency: "JPY"}.Decimal(), "-5")
}

// Amounts are kept in minor units, so how many decimals a currency has must
// never change under records that are there. A newer x/text that thinks
// otherwise fails here.
func TestDecimalsStay(t *testing.T) {
	places := map[int]map[string]bool{}
	for i := currency.Query(); i.Next(); {
		code := i.Unit().String()
		_, fraction, _ := strings.Cut(domain.Money{Currency: code}.Decimal(), ".")
		if places[len(fraction)] == nil {
			places[len(fraction)] = map[string]bool{}
		}
		places[len(fraction)][code] = true
	}
	list := func(n int) string { return strings.Join(slices.Sorted(maps.Keys(places[n])), " ") }
	is(t, "without decimals", list(0), "AFN ALL AMD BIF CLP COP DJF GNF GYD IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK MNT MRO MUR PKR PYG RSD RWF SLL SOS SYP TZS UGX UZS VND VUV XAF XOF XPF YER")
	is(t, "with three", list(3), "BHD JOD KWD LYD OMR TND")
	is(t, "others with two", len(places), 3)
}

// What is written is read back, and nothing is read that isn't written so.
func FuzzParseMoney(f *testing.F) {
	for _, seed := range []string{"80.00", "0", "1000000", "-1", "1e9", "99999999999999999999", ".", "0.0000001"} {
		f.Add(seed, "EUR")
		f.Add(seed, "jpy")
		f.Add(seed, "KWD")
	}
	f.Fuzz(func(t *testing.T, amount, code string) {
		m, err := domain.ParseMoney(amount, code)
		if err != nil {
			wants(t, err, domain.Invalid, "")
			if what, unclean := domain.Unclean(err.Error()); unclean {
				t.Errorf("the sentence holds %s", what)
			}
			return
		}
		if m.Amount < 0 || m.Amount > 1_000_000_000 && m.Currency != "CLF" {
			t.Errorf("%q %q is %d", amount, code, m.Amount)
		}
		if again, err := domain.ParseMoney(m.Decimal(), m.Currency); err != nil || again != m {
			t.Errorf("%q is %v, which reads %v, %v", amount, m, again, err)
		}
	})
}
