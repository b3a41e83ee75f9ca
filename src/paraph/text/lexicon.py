"""Small word lists for reading a comparison: what may be absorbed in a bracket, what never, what stays together.

All are of our own making, for trade agreements in English and Vietnamese (with the commonest Spanish words); every
entry is in NFC.
"""

from __future__ import annotations


def _listed(entries: str) -> tuple[str, ...]:
    """Entries separated by white space; an underscore stands for a space inside one."""
    return tuple(entry.replace("_", " ") for entry in entries.split())


# Words that carry so little that an island of them between two changes helps nobody.
STOPWORDS = frozenset(
    _listed(
        """
        a an the this that these those such its their his her it they them which who whose whom there
        of in on at by to for from with within into onto under over upon as and or but if than then so
        is are was were be been being has have had having do does did any all each other same also both
        thereof therein thereto thereby hereby herein in when while whether between among including include includes
        các những một này đó ấy kia của và hoặc hay với cho trong ngoài trên dưới tại từ đến về theo bởi vì để mà thì là
        được bị do khi nếu như cũng đã đang rằng cùng giữa mọi mỗi
        el la los las un una unos unas de del en por para con y o u a al que se su sus lo
        , ; : . " ' ’ ‘ “ ” ( ) - – —
        """
    )
)

# Words that decide rights and duties: they weigh most when it is decided whether to absorb them in a bracket.
MODALS = frozenset(_listed("shall may must will should can could would might ought phải cần nên sẽ podrá deberá"))
NEGATIONS = frozenset(
    _listed(
        """
        no not nor neither never none nothing without except unless cannot excluding notwithstanding
        không chưa chẳng đừng trừ cấm ni sin
        """
    )
)

# Heads of a cross-reference: what follows them ("Article 2.3(a)", "khoản 1") belongs to them.
REFERENCES = frozenset(
    _listed(
        """
        article articles paragraph paragraphs subparagraph subparagraphs chapter chapters section sections
        annex annexes appendix appendices footnote footnotes point points part parts rule rules
        heading headings subheading subheadings điều khoản điểm chương mục lục phần nhóm
        artículo artículos párrafo párrafos subpárrafo subpárrafos capítulo anexo
        """
    )
)

# Vietnamese words of several syllables from trade and treaty language. A bracket should not cut them.
COMPOUNDS = frozenset(
    _listed(
        """
        thuế_quan thuế_suất thuế_nhập_khẩu thuế_xuất_khẩu thuế_chống_bán_phá_giá thuế_đối_kháng dòng_thuế
        hạn_ngạch hạn_ngạch_thuế_quan ưu_đãi ưu_đãi_thuế_quan phi_thuế_quan hàng_rào_phi_thuế_quan lộ_trình
        xuất_xứ quy_tắc_xuất_xứ giấy_chứng_nhận_xuất_xứ hàm_lượng_giá_trị giá_trị_khu_vực mã_số phân_loại
        hải_quan cơ_quan_hải_quan thủ_tục_hải_quan trị_giá_hải_quan quá_cảnh chuyển_tải tạm_nhập tái_xuất
        hàng_hóa hàng_hoá dịch_vụ sản_phẩm nông_sản thủy_sản thuỷ_sản dệt_may nhập_khẩu xuất_khẩu nhà_nhập_khẩu
        nhà_xuất_khẩu thương_mại thương_mại_điện_tử thương_mại_kỹ_thuật_số thuận_lợi_hóa_thương_mại
        đầu_tư nhà_đầu_tư khoản_đầu_tư doanh_nghiệp doanh_nghiệp_nhà_nước tài_chính ngân_hàng viễn_thông
        sở_hữu_trí_tuệ quyền_sở_hữu_trí_tuệ nhãn_hiệu chỉ_dẫn_địa_lý sáng_chế bản_quyền quyền_tác_giả
        bí_mật_kinh_doanh công_nghệ công_nghệ_cao dữ_liệu dữ_liệu_cá_nhân thông_tin
        hiệp_định hiệp_ước nghị_định_thư thỏa_thuận thoả_thuận điều_khoản văn_bản phê_chuẩn hiệu_lực có_hiệu_lực
        sửa_đổi bổ_sung chấm_dứt đàm_phán tham_vấn giải_quyết_tranh_chấp ban_hội_thẩm ủy_ban uỷ_ban ủy_ban_hỗn_hợp
        nghĩa_vụ quyền_lợi quyền_hạn cam_kết nguyên_tắc quy_tắc quy_định pháp_luật lãnh_thổ quốc_gia chính_phủ
        cơ_quan_có_thẩm_quyền tổ_chức cá_nhân biện_pháp biện_pháp_tự_vệ trợ_cấp bán_phá_giá cạnh_tranh
        hàng_rào_kỹ_thuật tiêu_chuẩn quy_chuẩn_kỹ_thuật đánh_giá_sự_phù_hợp vệ_sinh_dịch_tễ an_toàn_thực_phẩm
        kiểm_dịch_động_thực_vật đối_xử_quốc_gia đối_xử_tối_huệ_quốc tối_huệ_quốc không_phân_biệt_đối_xử
        tiếp_cận_thị_trường mở_cửa_thị_trường mua_sắm mua_sắm_công song_phương đa_phương
        minh_bạch minh_bạch_hóa hợp_tác phát_triển_bền_vững
        môi_trường lao_động an_ninh_kinh_tế kiểm_soát_xuất_khẩu chuỗi_cung_ứng cắt_giảm xóa_bỏ xoá_bỏ loại_bỏ
        áp_dụng thực_thi thực_hiện bảo_đảm đảm_bảo duy_trì ban_hành công_bố thông_báo trao_đổi có_thể ngoại_trừ trừ_khi
        """
    )
)


def decisive(word: str) -> bool:
    """Whether a word decides rights and duties by itself: a modal, a negation or a number.

    >>> [decisive(word) for word in ("shall", "không", "46", "Party", "of")]
    [True, True, True, False, False]
    """
    low = word.lower()
    return low in MODALS or low in NEGATIONS or any(map(str.isdigit, word))


def weight(word: str) -> float:
    """What a word in common is worth to a reader: 1, a small word or a mark half, one that decides 3.

    >>> [weight(word) for word in ("shall", "46%", "Party", "of", ",")]
    [3.0, 3.0, 1.0, 0.5, 0.5]
    """
    return 3.0 if decisive(word) else 0.5 if word.lower() in STOPWORDS else 1.0


def protected(word: str) -> bool:
    """Whether a word should stay visible outside a bracket of several parties when all have it.

    One that is decisive, or a term written with a capital (stop-words at a sentence's head excepted).

    >>> [protected(word) for word in ("shall", "không", "46", "Party", "The", "of")]
    [True, True, True, True, False, False]
    """
    return decisive(word) or (word[0].isupper() and word.lower() not in STOPWORDS)
