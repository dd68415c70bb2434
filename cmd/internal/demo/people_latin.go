package demo

// latinCultures write in Latin letters, most with marks of their own; these and
// otherCultures are where the demo workspace's people come from.
var latinCultures = []culture{
	{ // English
		share: 14, join: " ",
		given:  "James Olivia William Charlotte Henry Amelia Thomas Isla George Sophie Edward Grace Samuel Alice Daniel Emily Joseph Ruth Benjamin Chloe Nathan Megan Oscar Phoebe Martin Jasmine Owen Beth",
		family: "Smith Taylor Brown Williams Wilson Johnson Davies Patterson Wright Walker White Edwards Green Hall Thompson Clarke Jackson Wood Turner Hill O'Brien O'Connor MacDonald Bennett Ashworth Holloway Whitfield Pemberton Fairbairn Langley",
	},
	{ // German
		share: 8, join: " ",
		given:  "Jürgen Käthe Björn Anneliese Götz Sabine Lukas Heike Matthias Ulrike Günther Friederike Tobias Anke Sören Mareike Jörg Bärbel Florian Katrin Rüdiger Silke Stefan Gudrun",
		family: "Müller Schröder Weiß Köhler Jäger Groß Böhm Schäfer Krüger Strauß Huber Zimmermann Bürger Vogel Löffler Winkler Grünwald Kästner Fuchs Schütz Lindemann Ziegler Brückner Hofstätter von_Bülow Preuß",
	},
	{ // French
		share: 7, join: " ",
		given:  "Zoé François Hélène Jérôme Chloé Benoît Anaïs Loïc Margaux Étienne Noémie Gaël Célia Rémi Joëlle Cédric Maëlle Théo Agnès Jean-Luc Marie-Ève Gérard Solène Aurélien",
		family: "Lefèvre Gauthier Lemaître Béranger Dupré Chevalier Guérin Desprès Fournier Rémy Bélanger Noël Vasseur Côté L'Écuyer Maréchal Besnard Tessier Leclère Poirier Duchêne Barthélemy Hébert Moulin d'Aubigné Rousseau",
	},
	{ // Spanish
		share: 8, join: " ",
		given:  "José Lucía Íñigo María_José Ángel Begoña Andrés Inés Raúl Concepción Martín Sofía Joaquín Nuria Óscar Rocío Álvaro Belén Julián Mónica Iván Ximena César Pilar",
		family: "García_López Muñoz_Ruiz Fernández Núñez_Vega Rodríguez Peña_Ortiz Ibáñez Jiménez_Gil Gutiérrez Castañeda Ordóñez Zúñiga Sánchez_Mora Domínguez Echeverría Márquez Yáñez Velázquez Quiñones Ramírez_Soto Hernández Cárdenas Benítez Galán_Rey",
	},
	{ // Portuguese
		share: 6, join: " ",
		given:  "João Conceição Antônio Letícia Tomás Inês Flávio Mônica Gonçalo Beatriz Estêvão Graça Caio Luísa Vinícius Tânia Rogério Débora Simão Patrícia Fábio Júlia",
		family: "Gonçalves Conceição Araújo Magalhães Simões Guimarães Falcão Assunção Vilaça Leitão Bragança Patrício Brandão da_Silva Sá_Nogueira Mourão Queirós Assis Calçada Brás Lourenço dos_Santos",
	},
	{ // Italian
		share: 5, join: " ",
		given:  "Niccolò Giulia Matteo Chiara Alessandro Francesca Lorenzo Ginevra Davide Beatrice Giacomo Ilaria Pietro Elisabetta Salvatore Caterina Raffaele Ludovica Tommaso Bianca",
		family: "Rossi Esposito Bianchi Colombo Ricci Marino Bruno Gallo De_Luca Giordano Mancini Rizzo Lombardi Moretti Barbieri D'Angelo Fontana Santoro Caruso Ferrara Nicolò Lo_Bianco Dell'Acqua Pellegrini",
	},
	{ // Dutch
		share: 3, join: " ",
		given:  "Daan Femke Joris Sanne Ruben Liesbeth Maarten Anouk Thijs Marijke Wouter Inge Sjoerd Noor Koen Loes Pieter Fleur",
		family: "de_Jong van_der_Berg Bakker Visser van_Dijk Smit Meijer de_Groot Dekker Hoekstra Kuipers van_'t_Hoff Postma Verhoeven Brouwer Zijlstra Coëlho Wiersma",
	},
	{ // Norwegian, Danish and Swedish
		share: 6, join: " ",
		given:  "Søren Åse Bjørn Kåre Solveig Håkon Ingrid Øystein Maren Jørgen Tove Åsa Göran Märta Linnéa Torbjörn Astrid Sölve Lærke Rasmus Kjersti Örjan Freja Gösta",
		family: "Sørensen Åkesson Bjørnstad Kjærgaard Lindström Øverland Nørgaard Håkansson Sjöberg Ødegård Møller Grønlund Skovgård Björklund Løvås Bergström Tømmerås Östlund Ægidius Nygård Strøm Ångström",
	},
	{ // Finnish
		share: 2, join: " ",
		given:  "Väinö Päivi Jyrki Hannele Tapio Säde Yrjö Aino Jukka Tuulikki Pekka Kyllikki Eero Inkeri Ilmari Kyösti",
		family: "Mäkinen Hämäläinen Korhonen Järvinen Virtanen Lehtimäki Yli-Pörö Räikkönen Väisänen Kärkkäinen Tähtinen Pöllönen Seppälä Hyvärinen Nyyssönen Kiviniemi",
	},
	{ // Icelandic, women
		share: 1, join: " ",
		given:  "Guðrún Þórdís Sigríður Ásta Björk Ólöf Ragnheiður Æsa Hrafnhildur Íris Þuríður Svanhvít",
		family: "Jónsdóttir Þórsdóttir Guðmundsdóttir Sigurðardóttir Ægisdóttir Björnsdóttir Ólafsdóttir Hallgrímsdóttir Árnadóttir Einarsdóttir",
	},
	{ // Icelandic, men
		share: 1, join: " ",
		given:  "Þór Sigurður Ólafur Ægir Guðmundur Jón Örn Kristján Ásgeir Hallgrímur Víðir Þorsteinn",
		family: "Jónsson Þórarinsson Guðmundsson Sigurðsson Ægisson Björnsson Ólafsson Hallgrímsson Árnason Einarsson",
	},
	{ // Polish, women
		share: 3, join: " ",
		given:  "Małgorzata Agnieszka Wanda Bożena Żaneta Łucja Elżbieta Jadwiga Świętosława Danuta Grażyna Zofia Beata Halina",
		family: "Kowalska Wiśniewska Dąbrowska Lewandowska Zielińska Szymańska Woźniak Kozłowska Jankowska Mazur Krawczyk Piotrowska Grabowska Pawłowska Żuławska Kępińska",
	},
	{ // Polish, men
		share: 3, join: " ",
		given:  "Łukasz Grzegorz Wojciech Zbigniew Kazimierz Paweł Michał Tadeusz Stanisław Jarosław Ścibor Krzysztof Mieczysław Błażej",
		family: "Kowalski Wiśniewski Dąbrowski Lewandowski Zieliński Szymański Woźniak Kozłowski Jankowski Mazur Krawczyk Piotrowski Grabowski Pawłowski Żuławski Kępiński",
	},
	{ // Czech
		share: 2, join: " ",
		given:  "Božena Markéta Květa Vlasta Růžena Kateřina Zdeňka Jiřina Eliška Šárka Alžběta Ludmila Věra Jitka",
		family: "Nováková Dvořáková Černá Procházková Kučerová Veselá Horáková Němcová Pokorná Růžičková Benešová Šťastná Říhová Čapková Ďurišová Žižková",
	},
	{ // Hungarian
		share: 2, join: " ", familyFirst: true,
		given:  "István Erzsébet György Zsófia Tamás Ágnes Lőrinc Ildikó Zoltán Piroska Gergő Réka Jenő Enikő Csaba Tünde Ödön Emőke",
		family: "Nagy Kovács Szabó Horváth Tóth Kiss Németh Farkas Papp Lakatos Szűcs Fekete Őry Hegedűs Gulyás Sütő Bíró Kőrösi",
	},
	{ // Romanian
		share: 2, join: " ",
		given:  "Ștefan Ioana Mihăiță Andreea Răzvan Cătălina Traian Ileana Dănuț Anișoara Șerban Luminița Ionuț Măriuca",
		family: "Popescu Ionescu Țăranu Dumitrașcu Stănescu Gheorghiță Mușat Brătianu Căpățână Lupescu Șerbănescu Oprișan Drăgulescu Vântu",
	},
	{ // Turkish
		share: 4, join: " ",
		given:  "Ayşe İbrahim Gülşen Çağlar Işıl Ömer Şeyma Uğur Müge Oğuz Zeynep İsmail Özlem Barış Tuğba Emre Dilşad Ilgaz Çiğdem Gökhan",
		family: "Yılmaz Çelik Şahin Öztürk Yıldız Aydın Özdemir Arslan Doğan Kılıç Çetin Koç Kurt Özkan Şimşek Işık İnönü Ağaoğlu Güneş Bozdağ",
	},
	{ // Vietnamese
		share: 5, join: " ", familyFirst: true,
		given:  "Thị_Lan Văn_Hùng Minh_Đức Ngọc_Ánh Quốc_Việt Thu_Hương Hữu_Phước Thanh_Thảo Đình_Khôi Bích_Ngọc Xuân_Trường Mỹ_Duyên Gia_Bảo Kim_Chi Công_Vinh Hồng_Nhung Nhật_Quang Phương_Uyên",
		family: "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Tạ Lưu",
	},
	{ // Yoruba
		share: 3, join: " ",
		given:  "Adébáyọ̀ Fọláṣadé Olúṣẹ́gun Títílayọ̀ Ọlá Babátúndé Ìfẹ́olúwa Ṣadé Kẹ́hìndé Adéṣọlá Olúwatóbi Bọ́lá Àdìó Yétúndé Ọmọ́wùmí Táíwò",
		family: "Adéyẹmí Ṣóyínká Ọbásanjọ́ Akínwándé Ògúnlẹ́sì Afọlábí Olúwọlé Ọlátúnjí Àjàyí Fágúnwà Ẹkúndayọ̀ Ọyèlárán Akínṣọlá Oyèwọlé",
	},
	{ // Igbo
		share: 2, join: " ",
		given:  "Chidi Ngọzị Obinna Ifeọma Emeka Chinwe Uchenna Nkechi Kelechi Adaọra Ikenna Chiamaka Nnamdi Oluchi",
		family: "Okafọ Nwosu Eze Obi Okonkwọ Chukwu Uzọma Onyekachi Nwankwọ Ibekwe Umeh Anyanwụ Ezeani Mbah",
	},
	{ // Swahili
		share: 2, join: " ",
		given:  "Juma Wanjikũ Baraka Zawadi Kipchoge Neema Otieno Mwĩhaki Jabali Rehema Kĩmani Amina Nyambura Simba",
		family: "Mwangi Kamau Ochieng' Wambũi Njoroge Mutua Kĩprono Odhiambo Ng'ang'a Mũthoni Hamisi Barasa Kĩthinji Wekesa",
	},
}
