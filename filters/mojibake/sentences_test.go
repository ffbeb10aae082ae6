package mojibake_test

// A sample is a paragraph in one language, written for this test, and the
// charsets that its country used before UTF-8.
type sample struct {
	language string
	text     string
	legacy   []string // which text can be written in
	readAs   []string // the defaults of the country, and of the West
}

var samples = []sample{
	{"de", "Für die Überschwemmungen der letzten Tage gibt es größere Ursachen, als die Behörden zunächst erklären wollten. Viele Häuser müssen geräumt werden, und die Bewohner können erst in zwei Wochen zurückkehren.",
		[]string{"windows-1252", "ibm850", "macintosh"}, []string{"windows-1252", "ibm850", "macintosh", "windows-1251", "gbk", "shift_jis"}},
	{"fr", "Les élèves du collège ont préparé une pièce de théâtre où chacun interprète un rôle différent. La soirée a été très applaudie, même par ceux qui n'aiment guère la comédie française.",
		[]string{"windows-1252", "ibm850", "macintosh"}, []string{"windows-1252", "ibm437", "macintosh", "iso-8859-15"}},
	{"es", "El señor García llegó más tarde de lo que había prometido y nadie sabía dónde estaba el niño. ¿Quién podría explicar esta situación tan extraña en un pueblo tan pequeño?",
		[]string{"windows-1252", "ibm850"}, []string{"windows-1252", "ibm850", "macintosh", "windows-1250"}},
	{"pt", "A população está preocupada com a poluição do rio, que já não é tão limpo como antigamente. As crianças não podem nadar lá, e os pescadores também perderam a sua única fonte de renda.",
		[]string{"windows-1252"}, []string{"windows-1252", "macintosh"}},
	{"sv", "Många människor åker till skärgården på sommaren för att bada och fånga fisk. När hösten kommer är det lugnt på öarna, och de få som är kvar får äntligen njuta av tystnaden.",
		[]string{"windows-1252", "ibm850"}, []string{"windows-1252", "macintosh", "ibm437"}},
	{"pl", "Wczoraj późnym wieczorem strażacy ugasili pożar, który wybuchł w starej fabryce. Według świadków ogień rozprzestrzenił się bardzo szybko, a mieszkańcy sąsiednich domów musieli uciekać.",
		[]string{"windows-1250", "iso-8859-2"}, []string{"windows-1252", "windows-1250", "iso-8859-2"}},
	{"cs", "Včera večer se v našem městě konal slavnostní průvod, kterého se zúčastnilo několik tisíc lidí. Děti nesly barevné lampiony a starší občané vzpomínali, jaké to bylo před padesáti lety.",
		[]string{"windows-1250", "iso-8859-2"}, []string{"windows-1252", "windows-1250"}},
	{"hu", "A tűzoltók egész éjszaka dolgoztak, hogy eloltsák a tüzet a régi gyárépületben. A környékbeli lakók közül többen is elhagyták otthonukat, mert féltek, hogy a lángok átterjednek.",
		[]string{"windows-1250", "iso-8859-2"}, []string{"windows-1252", "windows-1250"}},
	{"tr", "Dün gece çıkan yangında eski fabrika tamamen kül oldu. İtfaiye ekipleri sabaha kadar çalıştı, ancak güçlü rüzgâr yüzünden alevler yakındaki ağaçlara da sıçradı. Şans eseri ölen olmadı.",
		[]string{"windows-1254"}, []string{"windows-1252", "windows-1254"}},
	{"ro", "În seara aceasta mai mulți cetățeni s-au adunat în piața mare a orașului pentru a sărbători. Fiecare a adus câte ceva de mâncare, iar copiii au cântat până târziu lângă fântână.",
		nil, []string{"windows-1252", "windows-1250"}},
	{"vi", "Sáng nay nhiều người dân đã đến chợ để mua hoa và bánh cho ngày tết. Trời lạnh nhưng ai cũng vui vẻ, trẻ em được nghỉ học và chạy nhảy khắp các con đường nhỏ quanh làng.",
		nil, []string{"windows-1252", "windows-1258"}},
	{"ru", "Вчера вечером пожарные потушили огонь в старом здании фабрики. По словам свидетелей, пламя распространялось очень быстро, и жителям соседних домов пришлось уйти на улицу.",
		[]string{"windows-1251", "koi8-r", "ibm866"}, []string{"windows-1251", "windows-1252", "koi8-r", "ibm866", "gbk", "macintosh"}},
	{"uk", "Учора ввечері пожежники загасили вогонь у старій будівлі фабрики. За словами свідків, полум'я поширювалося дуже швидко, і мешканцям сусідніх будинків довелося вийти надвір.",
		[]string{"windows-1251", "koi8-u"}, []string{"windows-1251", "windows-1252"}},
	{"bg", "Снощи пожарникарите угасиха огъня в старата сграда на фабриката. По думите на свидетели пламъците са се разпространявали много бързо и хората са излезли навън.",
		[]string{"windows-1251"}, []string{"windows-1251", "windows-1252"}},
	{"el", "Χθες το βράδυ οι πυροσβέστες έσβησαν τη φωτιά στο παλιό εργοστάσιο. Σύμφωνα με μάρτυρες, οι φλόγες εξαπλώθηκαν πολύ γρήγορα και οι κάτοικοι βγήκαν στους δρόμους.",
		[]string{"windows-1253"}, []string{"windows-1252", "windows-1253"}},
	{"ar", "تمكن رجال الإطفاء مساء أمس من إخماد الحريق في مبنى المصنع القديم. وقال شهود عيان إن النيران انتشرت بسرعة كبيرة واضطر سكان المنازل المجاورة إلى الخروج.",
		[]string{"windows-1256"}, []string{"windows-1252", "windows-1256"}},
	{"he", "אמש כיבו הכבאים את השרפה במבנה הישן של המפעל. לדברי עדים התפשטו הלהבות במהירות רבה, ותושבי הבתים הסמוכים נאלצו לצאת לרחוב.",
		[]string{"windows-1255"}, []string{"windows-1252"}},
	{"th", "เมื่อคืนนี้นักดับเพลิงช่วยกันดับไฟที่โรงงานเก่า ชาวบ้านเล่าว่าไฟลุกลามเร็วมาก คนที่อยู่ใกล้ต้องออกมาอยู่บนถนน",
		[]string{"windows-874"}, []string{"windows-1252"}},
	{"hi", "कल रात दमकल कर्मियों ने पुरानी फैक्टरी में लगी आग बुझा दी। लोगों ने बताया कि लपटें बहुत तेजी से फैलीं और पास के घरों के लोग सड़क पर आ गए।",
		nil, []string{"windows-1252"}},
	{"zh-Hans", "昨天晚上，消防员扑灭了老工厂的大火。据目击者说，火势蔓延得很快，附近的居民只好离开家门，到街上等待消息。",
		[]string{"gbk"}, []string{"windows-1252", "gbk", "big5", "shift_jis"}},
	{"zh-Hant", "昨天晚上，消防員撲滅了舊工廠的大火。據目擊者說，火勢蔓延得很快，附近的居民只好離開家門，到街上等待消息。",
		[]string{"big5"}, []string{"windows-1252", "big5", "gbk"}},
	{"ja", "昨日の夜、消防士たちは古い工場の火事を消し止めた。目撃者によると、火はとても速く広がり、近くの住民は家を出て道で知らせを待つしかなかった。",
		[]string{"shift_jis", "euc-jp"}, []string{"windows-1252", "shift_jis", "euc-jp", "gbk"}},
	{"ko", "어젯밤 소방관들은 오래된 공장에서 난 불을 껐다. 목격자들에 따르면 불길이 매우 빠르게 번져 가까운 집에 사는 사람들은 거리로 나와 소식을 기다려야 했다.",
		[]string{"euc-kr"}, []string{"windows-1252", "euc-kr"}},
}

const english = "The weather will stay dry until the weekend, the service said. Farmers have been waiting for rain for more than three weeks and expect a poor harvest."
