package demo

// otherCultures write in other scripts, with the usual Latin spelling beside.
var otherCultures = []culture{
	{ // Russian, women
		share: 3, join: " ",
		given:  "Ольга/olga Наталья/natalya Екатерина/ekaterina Юлия/yuliya Татьяна/tatyana Елена/elena Светлана/svetlana Ксения/kseniya Дарья/darya Людмила/lyudmila Евгения/evgeniya Марина/marina Алёна/alyona Жанна/zhanna",
		family: "Иванова/ivanova Смирнова/smirnova Кузнецова/kuznetsova Попова/popova Соколова/sokolova Лебедева/lebedeva Новикова/novikova Морозова/morozova Волкова/volkova Соловьёва/solovyova Васильева/vasilyeva Зайцева/zaytseva Щербакова/shcherbakova Ефимова/efimova",
	},
	{ // Russian, men
		share: 3, join: " ",
		given:  "Дмитрий/dmitriy Сергей/sergey Алексей/aleksey Михаил/mikhail Пётр/pyotr Николай/nikolay Юрий/yuriy Фёдор/fyodor Григорий/grigoriy Илья/ilya Константин/konstantin Павел/pavel Артём/artyom Геннадий/gennadiy",
		family: "Смирнов/smirnov Кузнецов/kuznetsov Попов/popov Соколов/sokolov Лебедев/lebedev Новиков/novikov Морозов/morozov Волков/volkov Соловьёв/solovyov Васильев/vasilyev Зайцев/zaytsev Щербаков/shcherbakov Ефимов/efimov Чайковский/chaykovskiy",
	},
	{ // Ukrainian
		share: 4, join: " ",
		given:  "Олена/olena Тарас/taras Оксана/oksana Андрій/andrii Соломія/solomiia Богдан/bohdan Ганна/hanna Євген/yevhen Леся/lesia Ігор/ihor Мар'яна/mariana Олексій/oleksii Зоряна/zoriana Юрій/yurii Надія/nadiia Ярослав/yaroslav",
		family: "Шевченко/shevchenko Коваленко/kovalenko Бондаренко/bondarenko Ткаченко/tkachenko Кравчук/kravchuk Олійник/oliinyk Поліщук/polishchuk Лисенко/lysenko Мельник/melnyk Гнатюк/hnatiuk Їжак/yizhak Савчук/savchuk Руденко/rudenko Яценко/yatsenko Ґудзь/gudz Довженко/dovzhenko",
	},
	{ // Greek, women
		share: 2, join: " ",
		given:  "Ελένη/eleni Μαρία/maria Αικατερίνη/aikaterini Βασιλική/vasiliki Σοφία/sofia Αγγελική/angeliki Γεωργία/georgia Δήμητρα/dimitra Ευαγγελία/evangelia Ζωή/zoi Καλλιόπη/kalliopi Ιωάννα/ioanna",
		family: "Παπαδοπούλου/papadopoulou Νικολαΐδη/nikolaidi Γεωργίου/georgiou Οικονόμου/oikonomou Αντωνίου/antoniou Βλάχου/vlachou Καραγιάννη/karagianni Μακρή/makri Δημητρίου/dimitriou Χατζή/chatzi Σαμαρά/samara Ξενάκη/xenaki",
	},
	{ // Greek, men
		share: 2, join: " ",
		given:  "Γιώργος/giorgos Κωνσταντίνος/konstantinos Νίκος/nikos Παναγιώτης/panagiotis Σπύρος/spyros Θανάσης/thanasis Χρήστος/christos Ευάγγελος/evangelos Λεωνίδας/leonidas Μιχάλης/michalis Οδυσσέας/odysseas Στέλιος/stelios",
		family: "Παπαδόπουλος/papadopoulos Νικολαΐδης/nikolaidis Γεωργίου/georgiou Οικονόμου/oikonomou Αντωνίου/antoniou Βλάχος/vlachos Καραγιάννης/karagiannis Μακρής/makris Δημητρίου/dimitriou Χατζής/chatzis Σαμαράς/samaras Ξενάκης/xenakis",
	},
	{ // Arabic
		share: 5, join: " ",
		given:  "محمد/mohammed فاطمة/fatima أحمد/ahmed عائشة/aisha يوسف/youssef مريم/mariam عمر/omar ليلى/layla خالد/khalid نور/nour حسن/hassan زينب/zaynab إبراهيم/ibrahim سلمى/salma طارق/tariq هدى/huda ياسين/yassin رانيا/rania",
		family: "الحسيني/al-husseini المصري/al-masri حداد/haddad خوري/khoury العلي/al-ali النجار/al-najjar منصور/mansour الشامي/al-shami صالح/saleh بن_يوسف/ben-youssef الخطيب/al-khatib درويش/darwish القاضي/al-qadi عباس/abbas الزهراني/al-zahrani حمدان/hamdan سليمان/suleiman قاسم/qasim",
	},
	{ // Hebrew
		share: 3, join: " ",
		given:  "דוד/david שרה/sarah יוסף/yosef רחל/rachel משה/moshe מרים/miriam אברהם/avraham נועה/noa יעקב/yaakov תמר/tamar איתן/eitan שירה/shira אורי/uri יעל/yael גיא/guy חנה/chana",
		family: "כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton דהן/dahan אברהמי/avrahami פרידמן/friedman אזולאי/azoulay כץ/katz יוספי/yosefi חדד/hadad עמר/amar גבאי/gabay שפירא/shapira בן_דוד/ben-david",
	},
	{ // Hindi
		share: 5, join: " ",
		given:  "आरव/aarav प्रिया/priya अर्जुन/arjun दीपिका/deepika विक्रम/vikram अनन्या/ananya राहुल/rahul सुनीता/sunita कृष्ण/krishna मीनाक्षी/meenakshi संजय/sanjay कविता/kavita हृषीकेश/hrishikesh ज्योति/jyoti मनोज/manoj श्रुति/shruti",
		family: "शर्मा/sharma वर्मा/verma गुप्ता/gupta सिंह/singh मिश्रा/mishra पाण्डेय/pandey अग्रवाल/agrawal चौधरी/chaudhary त्रिपाठी/tripathi यादव/yadav श्रीवास्तव/srivastava जोशी/joshi द्विवेदी/dwivedi मेहता/mehta कुलकर्णी/kulkarni भट्ट/bhatt",
	},
	{ // Bengali
		share: 2, join: " ",
		given:  "রবীন্দ্র/rabindra সুচিত্রা/suchitra অনির্বাণ/anirban মৌসুমী/mousumi সৌরভ/sourav শর্মিলা/sharmila দেবাশিস/debashis তানিয়া/tania ঋত্বিক/ritwik ইন্দ্রাণী/indrani প্রসেনজিৎ/prosenjit নন্দিনী/nandini",
		family: "চট্টোপাধ্যায়/chattopadhyay মুখার্জি/mukherjee বন্দ্যোপাধ্যায়/bandyopadhyay দাস/das ঘোষ/ghosh সেনগুপ্ত/sengupta রহমান/rahman হোসেন/hossain বসু/basu ভট্টাচার্য/bhattacharya চৌধুরী/chowdhury মজুমদার/majumdar",
	},
	{ // Thai
		share: 3, join: " ",
		given:  "สมชาย/somchai สุดา/suda ประเสริฐ/prasert มาลี/malee วิชัย/wichai พิมพ์ชนก/pimchanok ณัฐพล/nattapon อรุณี/arunee ธนากร/thanakorn กมลชนก/kamonchanok ชัยวัฒน์/chaiwat รัตนา/rattana ศิริพร/siriporn ปิยะ/piya",
		family: "ใจดี/jaidee แก้วมณี/kaewmanee ศรีสุข/srisuk ทองดี/thongdee วงศ์สวัสดิ์/wongsawat บุญมี/boonmee รักไทย/rakthai สุวรรณ/suwan พงษ์พันธุ์/phongphan จันทร์เพ็ญ/chanphen ชินวัตร/chinnawat เรืองศรี/rueangsri อินทรสุข/intharasuk น้ำเงิน/namngoen",
	},
	{ // Chinese, simplified
		share: 6, join: "", familyFirst: true,
		given:  "伟/wei 芳/fang 秀英/xiuying 娜/na 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 建国/jianguo 晓明/xiaoming 雨桐/yutong 子涵/zihan 浩然/haoran 思远/siyuan 梓萱/zixuan 一诺/yinuo",
		family: "王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang 周/zhou 吴/wu 徐/xu 孙/sun 胡/hu 朱/zhu 高/gao 林/lin 何/he 欧阳/ouyang 司马/sima 诸葛/zhuge",
	},
	{ // Chinese, traditional
		share: 3, join: "", familyFirst: true,
		given:  "志明/chih-ming 淑芬/shu-fen 俊傑/chun-chieh 雅婷/ya-ting 家豪/chia-hao 怡君/yi-chun 建宏/chien-hung 美玲/mei-ling 宗翰/tsung-han 詩涵/shih-han 龍飛/lung-fei 麗華/li-hua",
		family: "陳/chan 黃/wong 張/cheung 劉/lau 葉/yip 許/hsu 鄭/cheng 謝/hsieh 蔡/tsai 賴/lai 蘇/su 鍾/chung 羅/lo 關/kwan",
	},
	{ // Japanese
		share: 6, join: " ", familyFirst: true,
		given:  "太郎/taro 花子/hanako さくら/sakura 健一/kenichi 陽菜/hina 翔太/shota 美咲/misaki 大輔/daisuke ひなた/hinata 直樹/naoki あかり/akari 蓮/ren エリカ/erika 悠真/yuma ことね/kotone マリア/mariya 隆/takashi 結衣/yui",
		family: "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 渡辺/watanabe 伊藤/ito 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 佐々木/sasaki 山口/yamaguchi 松本/matsumoto 井上/inoue 木村/kimura 清水/shimizu 五十嵐/igarashi",
	},
	{ // Korean
		share: 5, join: "", familyFirst: true,
		given:  "민준/minjun 서연/seoyeon 지훈/jihoon 하은/haeun 현우/hyunwoo 지민/jimin 도윤/doyun 수아/sua 준서/junseo 예린/yerin 성민/sungmin 은지/eunji 영호/youngho 다은/daeun 태현/taehyun 유나/yuna",
		family: "김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh 서/seo 신/shin 권/kwon 황/hwang 남궁/namgung 제갈/jegal",
	},
	{ // Georgian
		share: 1, join: " ",
		given:  "გიორგი/giorgi ნინო/nino დავით/davit თამარ/tamar ლევან/levan ქეთევან/ketevan ზურაბ/zurab მარიამ/mariam ვახტანგ/vakhtang ეკატერინე/ekaterine",
		family: "ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili მაისურაძე/maisuradze ლომიძე/lomidze კვარაცხელია/kvaratskhelia ჯავახიშვილი/javakhishvili წიკლაური/tsiklauri",
	},
	{ // Armenian
		share: 1, join: " ",
		given:  "Արամ/aram Անի/ani Տիգրան/tigran Լուսինե/lusine Հայկ/hayk Մարիամ/mariam Գևորգ/gevorg Նարե/nare Վարդան/vardan Շուշան/shushan",
		family: "Հակոբյան/hakobyan Սարգսյան/sargsyan Պետրոսյան/petrosyan Գրիգորյան/grigoryan Խաչատրյան/khachatryan Ավետիսյան/avetisyan Ղազարյան/ghazaryan Մկրտչյան/mkrtchyan",
	},
	{ // Amharic
		share: 1, join: " ",
		given:  "አበበ/abebe ሰላም/selam ተስፋዬ/tesfaye ብርሃን/birhan ዳዊት/dawit ሕይወት/hiwot ኃይሌ/haile መቅደስ/mekdes ዮሐንስ/yohannes ፍቅርተ/fikirte",
		family: "ገብረ/gebre ወልደ/wolde ተክለ/tekle በቀለ/bekele ታደሰ/tadesse ከበደ/kebede መኮንን/mekonnen ዓለሙ/alemu",
	},
}
