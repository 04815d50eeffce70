"""The method page as data: what each calculation says, its formula and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core import destatis, history_checks, projection, rollup, statcan
from tracker.core.estimates import LEAST_ESTIMATES
from tracker.core.verdict import VERDICTS, VerdictThresholds
from tracker.words.formats import format_share, format_trimmed
from tracker.words.verdicts import VERDICT_WORDS

OWN_METHOD = "Phương pháp của hệ thống, mô tả tại trang này"
OPEN_SDG = (
    "Cơ quan Thống kê Canada, công bố trong bộ phần mềm Open SDG: “Progress Measurement Methodology for the "
    "Sustainable Development Goals”, github.com/open-sdg/open-sdg, docs/progress-methodology.md"
)
GERMAN_STATUS = (
    "Cơ quan Thống kê Liên bang Đức (Destatis): “Status of indicators – Methodology”, "
    "dns-indikatoren.de/en/status"
)
REPORT_TABLES = (
    "Cột so sánh thường dùng trong phụ lục số liệu của các báo cáo 6 tháng và năm "
    "(thực hiện/kế hoạch, cùng kỳ, năm trước)"
)


@dataclass(frozen=True)
class Method:
    """One calculation: `code` links to it, `notes` are the exceptions a reader should know."""

    code: str
    title: str
    explanation: str
    formula: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerdictRule:
    """When a verdict is given, in words and with the threshold of the catalogue filled in."""

    verdict: str
    title: str
    condition: str


SYMBOLS: Mapping[str, str] = {
    "a": "giá trị thực hiện",
    "b": "số gốc",
    "t": "con số của mục tiêu (khoảng giá trị: cận gần hơn)",
    "τ": "thời điểm của giá trị thực hiện",
    "t₀": "năm gốc",
    "T": "năm đến hạn của mục tiêu",
    "d": "+1 nếu càng cao càng tốt, −1 nếu càng thấp càng tốt",
    "e(τ)": "mức lẽ ra phải đạt tại thời điểm τ",
}

_PATH = (
    Method(
        "expected",
        "Mức lẽ ra phải đạt",
        "Mục tiêu thường chỉ có số của năm cuối. Để biết giữa chừng nhanh hay chậm, hệ thống tính mức lẽ ra "
        "phải đạt vào thời điểm đang xem: đi qua kế hoạch từng năm nếu có, nếu không thì theo đường thẳng "
        "nối "
        "số gốc với mục tiêu.",
        "e(τ) = b + (t − b) · (τ − t₀)/(T − t₀)\n"
        "Cộng dồn trong giai đoạn: e(τ) = t · (số năm đã hết + tỷ lệ của năm đang chạy)/(số năm của giai "
        "đoạn)",
        OWN_METHOD,
        (
            (
                "Chỉ tiêu cộng dồn bắt đầu từ 0 ở mỗi giai đoạn. Trong năm, tỷ lệ 6 tháng đầu năm lấy từ "
                "lịch sử của "
                "chính đơn vị (từ 2 năm trở lên), nếu không có thì lấy một nửa."
            ),
            "Chỉ tiêu đo một lần mỗi năm không có mức phải đạt giữa năm: giá trị gần nhất được giữ, ghi rõ kỳ.",
            "Không có số gốc nhưng có số liệu sớm hơn: số sớm nhất được dùng thay và được nói rõ.",
        ),
    ),
    Method(
        "progress",
        "Tiến độ",
        "Đã đi được bao nhiêu phần của quãng đường từ số gốc đến mục tiêu. Tại số gốc là 0 %, tại mục tiêu "
        "là 100 %.",
        "Tiến độ = (a − b)/(t − b)",
        OWN_METHOD,
        ("Tiến độ và mức hoàn thành là hai con số khác nhau, không thay cho nhau.",),
    ),
    Method(
        "achievement",
        "Mức hoàn thành",
        "Giá trị hiện nay bằng bao nhiêu phần của con số mục tiêu, không kể xuất phát từ đâu.",
        "Mức hoàn thành = a/t;  khi càng thấp càng tốt: t/a",
        OWN_METHOD,
    ),
    Method(
        "pace",
        "Nhịp độ",
        "Đã đi được bao nhiêu phần của quãng đường lẽ ra phải đi cho đến nay. 100 % là đúng đường; dưới 0 % "
        "là đang "
        "đi ngược.",
        "Nhịp độ = (a − b)/(e(τ) − b)",
        OWN_METHOD,
    ),
)

_JUDGING = (
    Method(
        "verdict",
        "Đánh giá mục tiêu",
        "Chưa đến hạn thì xét nhịp độ, đã đến hạn thì chỉ xét điều kiện của mục tiêu. “Trên 2.000” là phải "
        "hơn 2.000: "
        "đúng 2.000 là không đạt, 2.001 là vượt. Các ngưỡng ghi trong tệp danh mục chỉ tiêu.",
        "Trước hạn: điều kiện đã thỏa → Đạt; còn lại theo nhịp độ.\n"
        "Đến hạn: thỏa và tốt hơn ngưỡng → Vượt; thỏa → Đạt; không thỏa → Không đạt.",
        OWN_METHOD,
        (
            "Số được so có dung sai rất nhỏ cho sai số máy tính, nên nhịp độ đúng bằng ngưỡng là đạt ngưỡng.",
            "Mức tăng so với năm gốc mà chưa có số của năm gốc thì chưa có con số mục tiêu: “Chưa có số gốc”.",
            "Khi mới có một phần đơn vị báo cáo, đánh giá mang dấu “chưa đủ đơn vị”.",
        ),
    ),
    Method(
        "year_verdict",
        "Đánh giá theo kế hoạch năm",
        "Đứng cạnh đánh giá theo mốc 2025, 2030: số thực hiện đến nay và số ước cả năm được so với kế hoạch "
        "của năm.",
        "Nhịp độ của năm = (a − b)/(e − b), với b là số năm trước (số phát sinh trong năm: b = 0), mục tiêu "
        "là kế hoạch năm",
        OWN_METHOD,
        ("Ước cả năm đạt kế hoạch được ghi là “Đúng tiến độ”, chưa phải “Đạt”, vì năm chưa hết.",),
    ),
    Method(
        "annual_change",
        "Mức giảm, mức tăng mỗi năm",
        "Tính bằng điểm phần trăm giữa hai năm có số liệu. Thiếu một năm ở giữa thì tính cho cả quãng và "
        "chia đều, năm "
        "thiếu vẫn để trống, không coi là 0.",
        "Mức giảm bình quân = (giá trị năm trước − giá trị năm sau)/số năm giữa hai lần có số liệu",
        OWN_METHOD,
        ("Ví dụ: 18,9 % (2022) và 10,19 % (2024): giảm 8,71 điểm trong hai năm, bình quân 4,355 điểm/năm.",),
    ),
    Method(
        "projection",
        "Dự báo theo xu thế",
        "Nếu cứ thay đổi như những năm gần đây thì đến hạn sẽ được bao nhiêu, mỗi năm còn cần bao nhiêu, và "
        "năm nào đạt. "
        f"Dùng tối đa {projection.MOST_POINTS} năm gần nhất có số liệu, cần ít nhất "
        f"{projection.FEWEST_POINTS}.",
        "Thay đổi bình quân năm = (giá trị năm cuối − giá trị năm đầu)/(năm cuối − năm đầu)\n"
        "Dự báo = giá trị năm cuối + thay đổi bình quân năm · (T − năm cuối)\n"
        "Cần mỗi năm = (t − a)/(T − τ)\n"
        "Cộng dồn: đã có + số bình quân một năm · số năm còn lại",
        OWN_METHOD,
        (
            "Không dự báo qua lần đổi chuẩn nghèo hoặc đổi địa bàn; năm thiếu không được điền vào.",
            f"Năm đạt mục tiêu để trống khi xu thế đi ngược hoặc cần hơn {projection.HORIZON_YEARS} năm.",
            "“Cần mỗi năm” trái dấu với chiều tốt nghĩa là mục tiêu đang được thỏa, còn dư chừng ấy.",
        ),
    ),
)

_COUNTING = (
    Method(
        "rollup",
        "Tổng hợp từ các đơn vị",
        "Số của tỉnh hay của một địa bàn được cộng từ các đơn vị đã báo cáo, theo quy tắc của từng chỉ "
        "tiêu. Tỷ lệ "
        "không lấy trung bình các tỷ lệ mà chia tổng tử số cho tổng mẫu số.",
        "Tỷ lệ = 100 · Σ tử số/Σ mẫu số (chỉ các đơn vị có đủ cả hai)\n"
        "Số đếm: Σ;  mức tối thiểu của từng đơn vị: số nhỏ nhất",
        OWN_METHOD,
        (
            "Luôn ghi “m/n đơn vị đã báo cáo”. Đơn vị chưa báo cáo không được tính là 0.",
            (
                "Số cộng chỉ được đánh giá khi đủ phần đơn vị đã báo cáo (ngưỡng coverage của danh mục), "
                "hoặc khi phần đã cộng đã đạt mức tối thiểu phải có."
            ),
            (
                "Tỉnh tự báo cáo thì số ấy được dùng, số cộng từ đơn vị vẫn được giữ; lệch nhau là một phát "
                "hiện "
                f"(tỷ lệ: lệch quá {format_trimmed(rollup.RATE_TOLERANCE_POINTS)} điểm)."
            ),
            (
                "“Địa bàn Tuyên Quang cũ” sau 1/7/2025 là tổng các xã, phường nằm trong địa bàn ấy; xã nằm "
                "trên hai huyện "
                "cũ là số quy đổi, gần đúng."
            ),
        ),
    ),
    Method(
        "comparison",
        "So sánh",
        "Với kế hoạch năm, với cùng kỳ năm trước và với năm trước. Số đếm so bằng % và bằng chênh lệch; tỷ "
        "lệ chỉ so bằng "
        "điểm %, không lấy % của %.",
        "% kế hoạch = 100 · a/kế hoạch;  % tăng, giảm = 100 · (a/số so sánh − 1);  tỷ lệ: a − số so sánh "
        "(điểm %)",
        REPORT_TABLES,
        ("Số so sánh bằng 0 hoặc chưa có thì ghi lý do, không ghi con số.",),
    ),
    Method(
        "checks",
        "Kiểm tra khi nộp số liệu",
        "Mỗi số được đối chiếu với chính nó, với các số cùng biểu và với số kỳ trước. Lỗi thì trả lại; cảnh "
        "báo thì được "
        "nhận khi người nộp xác nhận lý do.",
        "Cuối kỳ = đầu kỳ − giảm + tăng;  tử số ≤ mẫu số;  6 tháng ≤ ước cả năm;  tỷ lệ = 100 · tử số/mẫu "
        "số\n"
        f"Cảnh báo thay đổi bất thường: tỷ lệ lệch hơn {format_trimmed(history_checks.JUMP_POINTS)} điểm; "
        f"số đếm gấp hơn "
        f"{format_trimmed(history_checks.JUMP_FACTOR)} lần hoặc còn dưới một phần "
        f"{format_trimmed(history_checks.JUMP_FACTOR)} (và lệch từ "
        f"{format_trimmed(history_checks.JUMP_AT_LEAST)} trở lên)",
        OWN_METHOD + "; cân đối diễn biến hộ nghèo theo biểu mẫu rà soát hằng năm",
    ),
    Method(
        "estimates",
        "Đơn vị ước cả năm thế nào",
        "Khi có số chính thức của năm, mỗi số ước của đơn vị được so với số đó. Thành tích ước hiện cạnh số "
        "ước kế tiếp.",
        "Sai số = ước − thực hiện (tỷ lệ: điểm %);  sai số % = 100 · sai số/|thực hiện|\n"
        "Thành tích: số lần ước, số lần cao hơn, thấp hơn, sai số bình quân có dấu",
        OWN_METHOD,
        (f"Dưới {LEAST_ESTIMATES} lần ước thì không nhận xét.", "Tỷ lệ không tính sai số %."),
    ),
)

_HIGH, _MIDDLE, _ = statcan.RATIO_THRESHOLDS
_GROWTH_HIGH, _GROWTH_MIDDLE, _ = statcan.GROWTH_THRESHOLDS
_EXPONENT = format_trimmed(statcan.CEILING_EXPONENT)

_OPINIONS = (
    Method(
        "statcan",
        "Ý kiến thứ hai: Thống kê Canada (Open SDG)",
        "So tốc độ tăng bình quân năm đã có với tốc độ cần có để đạt mục tiêu đúng hạn. Đứng cạnh cách đánh "
        "giá chính, "
        "không trộn vào.",
        "Đã có: (a/b)^(1/(τ − t₀)) − 1;  cần có: (t/b)^(1/(T − t₀)) − 1;  R = d · đã có/|cần có|\n"
        f"R ≥ {format_share(_HIGH)}: đúng tiến độ;  {format_share(_MIDDLE)}–{format_share(_HIGH)}: cần đẩy "
        f"nhanh;  "
        f"0–{format_share(_MIDDLE)}: tiến bộ ít;  dưới 0: xấu đi\n"
        f"Không có mục tiêu: d · đã có so với {format_share(_GROWTH_HIGH, 1)} và "
        f"{format_share(_GROWTH_MIDDLE, 1)} mỗi năm, "
        "nhân với hệ số C khi chỉ tiêu có giới hạn L\n"
        f"C = 1 − (b/L)^{_EXPONENT} nếu b ≤ L;  1 − ((2L − b)/L)^{_EXPONENT} nếu L < b < 2L;  1 nếu b ≥ 2L",
        OPEN_SDG,
        (
            (
                f"Số gốc hoặc mục tiêu bằng 0 được thay bằng {format_trimmed(statcan.IN_PLACE_OF_ZERO, 3)} khi "
                "tính, kèm cảnh báo."
            ),
            (
                "Số gốc âm thì đổi dấu d. Trái dấu hoặc chưa đủ hai năm thì không xét, trừ khi giá trị đã thỏa "
                "mục tiêu."
            ),
            "Năm gốc không có số thì lấy năm sau gần nhất có số.",
            "Chỉ xét giới hạn nằm ở phía tốt: giới hạn trên không ảnh hưởng đến chỉ tiêu càng thấp càng tốt.",
        ),
    ),
    Method(
        "destatis",
        "Ý kiến thứ hai: Thống kê Liên bang Đức (Destatis)",
        "Kéo dài mức thay đổi bình quân của năm lần thay đổi gần nhất đến năm đến hạn, rồi xem khoảng còn "
        "thiếu so với "
        "khoảng cách hôm nay. Kết quả là một ký hiệu thời tiết.",
        "G = |t − dự báo|/|t − a|\n"
        f"Đạt hoặc G < {format_share(destatis.SUN_BELOW)}: nắng;  G ≤ "
        f"{format_share(destatis.SUN_CLOUD_UP_TO)}: nắng có mây;  "
        "đúng chiều nhưng thiếu nhiều hơn: nhiều mây;  còn lại: giông",
        GERMAN_STATUS,
        (
            (
                f"Cần ít nhất {destatis.FEWEST_POINTS} năm liền nhau có số liệu, dùng tối đa "
                f"{destatis.MOST_POINTS} năm."
            ),
            "Một năm thiếu làm đứt chuỗi: chỉ các năm liền nhau đến năm cuối được dùng.",
        ),
    ),
)

METHODS: tuple[Method, ...] = (*_PATH, *_JUDGING, *_COUNTING, *_OPINIONS)


def find_method(code: str) -> Method:
    """The method of that code; raises KeyError for an unknown one."""
    return {method.code: method for method in METHODS}[code]


def verdict_rules(thresholds: VerdictThresholds) -> tuple[VerdictRule, ...]:
    """Every verdict with its condition, worst first, the thresholds of the catalogue filled in."""
    on_track, at_risk, off_track = (
        format_share(share) for share in (thresholds.on_track, thresholds.at_risk, thresholds.off_track)
    )
    conditions = {
        "missed": "Đã đến hạn và không thỏa điều kiện của mục tiêu",
        "reversing": f"Chưa đến hạn, nhịp độ dưới {off_track}: đang xa mục tiêu hơn lúc bắt đầu",
        "off_track": f"Chưa đến hạn, nhịp độ từ {off_track} đến dưới {at_risk}",
        "at_risk": f"Chưa đến hạn, nhịp độ từ {at_risk} đến dưới {on_track}",
        "no_data": "Chưa có số thực hiện của kỳ",
        "no_baseline": "Thiếu số gốc nên chưa có con số mục tiêu hoặc chưa tính được nhịp độ",
        "no_target": "Kế hoạch không giao con số",
        "not_due": "Giai đoạn chưa bắt đầu, hoặc chưa đến kỳ đo đầu tiên",
        "on_track": f"Chưa đến hạn, nhịp độ từ {on_track} trở lên",
        "achieved": "Thỏa điều kiện của mục tiêu (trước hạn, hoặc vừa đúng ngưỡng khi đến hạn); “khoảng”: "
        "lệch không quá "
        f"{format_share(thresholds.approximately)}",
        "exceeded": "Đã đến hạn và tốt hơn hẳn ngưỡng của mục tiêu",
    }
    return tuple(VerdictRule(verdict, VERDICT_WORDS[verdict], conditions[verdict]) for verdict in VERDICTS)
