package storagetest

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// texts are few, so that values collide, and odd.
var texts = []string{
	"", "a", "A", "á", "b", "Ab", "a\x00", "a\x01", "a\x00b", "Ångström", "angstrom", "Straße", "\xff\xfe", "太郎",
	strings.Repeat("long ", 40), strings.Repeat("long ", 40) + "er",
}

var ids = []domain.ID{"i1", "i2", "i3", "i4", "i5", "i\x00", "i\x00\x01"}

var dates = []domain.Date{"1999-12-31", "2026-03-13", "2026-03-14", "2026-03-15", "2026-04-01"}

var day = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)

var draws = map[reflect.Type]func(*rapid.T) any{
	reflect.TypeFor[string]():    func(t *rapid.T) any { return rapid.SampledFrom(texts).Draw(t, "text") },
	reflect.TypeFor[domain.ID](): func(t *rapid.T) any { return rapid.SampledFrom(append(ids, "")).Draw(t, "id") },
	reflect.TypeFor[bool]():      func(t *rapid.T) any { return rapid.Bool().Draw(t, "flag") },
	reflect.TypeFor[int]():       func(t *rapid.T) any { return rapid.IntRange(0, 300).Draw(t, "number") },
	reflect.TypeFor[int64]():     func(t *rapid.T) any { return rapid.Int64Min(0).Draw(t, "number") },
	reflect.TypeFor[uint64]():    func(t *rapid.T) any { return rapid.Uint64().Draw(t, "number") },
	reflect.TypeFor[[]byte]():    func(t *rapid.T) any { return []byte(rapid.SampledFrom(texts[1:]).Draw(t, "bytes")) },
	reflect.TypeFor[time.Time](): func(t *rapid.T) any {
		seconds := rapid.SampledFrom([]int{-1, 0, 1, 255, 256, 1 << 33}).Draw(t, "time")
		if rapid.IntRange(0, 2).Draw(t, "absent") == 0 {
			return time.Time{}
		}
		return day.Add(time.Duration(seconds) * time.Second)
	},
	reflect.TypeFor[[]domain.ID](): func(t *rapid.T) any {
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 4, rapid.ID).Draw(t, "ids")
		if len(some) == 0 {
			return []domain.ID(nil)
		}
		slices.Sort(some)
		return some
	},
	reflect.TypeFor[[]string](): func(t *rapid.T) any {
		some := rapid.SliceOfN(rapid.SampledFrom(texts), 0, 3).Draw(t, "words")
		if len(some) == 0 {
			return []string(nil)
		}
		return some
	},
	reflect.TypeFor[domain.Date](): func(t *rapid.T) any { return rapid.SampledFrom(dates).Draw(t, "date") },
	reflect.TypeFor[domain.MessageKind](): func(t *rapid.T) any {
		return rapid.SampledFrom([]domain.MessageKind{domain.ByMail, domain.ByWebhook}).Draw(t, "way")
	},
	reflect.TypeFor[domain.RateKind](): func(t *rapid.T) any {
		return rapid.SampledFrom([]domain.RateKind{domain.HourlyRate, domain.HourlyCost}).Draw(t, "kind")
	},
	reflect.TypeFor[domain.Cursor](): func(t *rapid.T) any { return domain.Cursor(rapid.SampledFrom(texts).Draw(t, "cursor")) },
	reflect.TypeFor[rights.Kind](): func(t *rapid.T) any {
		return rapid.SampledFrom([]rights.Kind{rights.Person, rights.ServiceUser}).Draw(t, "kind")
	},
	reflect.TypeFor[rights.Option](): func(t *rapid.T) any { return rights.Option(rapid.IntRange(0, 7).Draw(t, "options")) },
	reflect.TypeFor[rights.Channels](): func(t *rapid.T) any {
		return rights.Channels(rapid.IntRange(0, int(rights.OnlyWeb)).Draw(t, "ways"))
	},
}

// draw fills every field of a record but its id and version. A field of a type
// without a draw is a panic: a new field can't be left out.
func draw[T any](t *rapid.T) T {
	var r T
	fill(t, reflect.ValueOf(&r).Elem())
	return r
}

func fill(t *rapid.T, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch name := v.Type().Field(i).Name; {
		case v.NumField() > 4 && (name == "ID" || name == "Version" || name == "Seq"):
		case draws[f.Type()] != nil:
			f.Set(reflect.ValueOf(draws[f.Type()](t)))
		case f.Kind() == reflect.Slice:
			for range rapid.IntRange(0, 3).Draw(t, "parts") {
				part := reflect.New(f.Type().Elem()).Elem()
				fill(t, part)
				f.Set(reflect.Append(f, part))
			}
		case f.Kind() == reflect.Struct:
			fill(t, f)
		default:
			panic("no way to draw a " + f.Type().String())
		}
	}
}
