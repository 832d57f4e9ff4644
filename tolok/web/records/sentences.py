"""What happened, as a sentence: one line of this table for each action of the rooms."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


ACTIONS = {
    "accounts.create_user": gettext_lazy("membuat akun %(subject)s"),
    "accounts.set_password": gettext_lazy("menyetel ulang kata sandi %(subject)s"),
    "accounts.change_own_password": gettext_lazy("mengganti kata sandinya sendiri"),
    "accounts.set_active": gettext_lazy("membuka atau menutup akun %(subject)s"),
    "accounts.set_email": gettext_lazy("mengubah alamat surelnya"),
    "accounts.confirm_email": gettext_lazy("memastikan alamat surelnya"),
    "reminders.set_reminders": gettext_lazy("mengatur pengingat %(subject)s"),
    "reminders.choose_reminders": gettext_lazy("memilih pengingatnya sendiri"),
    "reminders.make_calendar_key": gettext_lazy("membuat alamat kalendernya"),
    "reminders.revoke_calendar_key": gettext_lazy("mencabut alamat kalendernya"),
    "reminders.nudge_report": gettext_lazy("mengingatkan realisasi %(subject)s"),
    "reminders.remind_people": gettext_lazy("mengingatkan pegawai %(subject)s"),
    "reminders.forget_old": gettext_lazy(
        "menghapus catatan pengingat lama %(subject)s"
    ),
    "decrees.upload_decree": gettext_lazy("mengunggah keputusan %(subject)s"),
    "decrees.adopt_decree": gettext_lazy("menetapkan keputusan %(subject)s"),
    "decrees.begin_reading": gettext_lazy("mengirim %(subject)s untuk dibaca"),
    "decrees.cancel_reading": gettext_lazy("membatalkan pembacaan %(subject)s"),
    "decrees.refuse_document": gettext_lazy("mengunggah naskah yang ditolak"),
    "decrees.correct_draft": gettext_lazy("memperbaiki rancangan %(subject)s"),
    "decrees.propose_adoption": gettext_lazy("mengusulkan penetapan %(subject)s"),
    "decrees.withdraw_proposal": gettext_lazy("menarik usulan penetapan %(subject)s"),
    "decrees.set_bearing": gettext_lazy("menentukan jenis keputusan %(subject)s"),
    "decrees.drop_draft": gettext_lazy("membatalkan rancangan %(subject)s"),
    "decrees.set_adoption_rule": gettext_lazy("mengatur cara penetapan keputusan"),
    "decrees.mend_match": gettext_lazy("memperbaiki pasangan baris %(subject)s"),
    "decrees.undo_mend": gettext_lazy("mengurungkan perbaikan pasangan %(subject)s"),
    "decrees.issue_document": gettext_lazy("mengunduh naskah keputusan %(subject)s"),
    "decrees.start_next_year": gettext_lazy(
        "memulai keputusan tahun berikutnya %(subject)s"
    ),
    "decrees.change_template": gettext_lazy("mengganti templat keputusan: %(subject)s"),
    "decrees.choose_rules": gettext_lazy("mengatur aturan pemeriksaan keputusan"),
    "measurement.open_period": gettext_lazy("membuka pengisian %(subject)s"),
    "measurement.save_draft": gettext_lazy("menyimpan draf %(subject)s"),
    "measurement.submit_realisation": gettext_lazy("mengirim realisasi %(subject)s"),
    "measurement.withdraw_realisation": gettext_lazy(
        "menarik kembali realisasi %(subject)s"
    ),
    "measurement.verify_realisation": gettext_lazy(
        "memverifikasi realisasi %(subject)s"
    ),
    "measurement.return_realisation": gettext_lazy(
        "mengembalikan realisasi %(subject)s"
    ),
    "measurement.import_history": gettext_lazy(
        "memasukkan realisasi terdahulu %(subject)s"
    ),
    "measurement.add_evidence": gettext_lazy("menambah bukti pada %(subject)s"),
    "measurement.remove_evidence": gettext_lazy("melepas bukti dari %(subject)s"),
    "organisation.create_office": gettext_lazy("mendirikan kantor %(subject)s"),
    "organisation.establish_structure": gettext_lazy(
        "menyusun unit dan jabatan %(subject)s"
    ),
    "organisation.set_superior": gettext_lazy("menetapkan atasan %(subject)s"),
    "organisation.register_person": gettext_lazy("mencatat pegawai %(subject)s"),
    "organisation.place_person": gettext_lazy("menempatkan %(subject)s"),
    "organisation.place_people": gettext_lazy("menempatkan pegawai %(subject)s"),
    "organisation.end_placement": gettext_lazy("mengakhiri penempatan %(subject)s"),
    "organisation.give_account": gettext_lazy("membuatkan akun bagi %(subject)s"),
    "organisation.set_share": gettext_lazy("mengatur bagian target %(subject)s"),
    "planning.set_weights": gettext_lazy("menetapkan bobot %(subject)s"),
    "planning.set_unit_weights": gettext_lazy(
        "menetapkan bobot jabatan dan unit di %(subject)s"
    ),
    "organisation.grant_role": gettext_lazy("memberi peran %(subject)s"),
    "organisation.stop_clock": gettext_lazy("mengatur hari kantor contoh %(subject)s"),
    "planning.set_up_year": gettext_lazy("menyiapkan tahun kinerja %(subject)s"),
    "planning.move_window": gettext_lazy("mengubah jadwal %(subject)s"),
    "planning.set_target": gettext_lazy("menetapkan target %(subject)s"),
    "planning.import_targets": gettext_lazy("mengimpor target dari %(subject)s"),
    "planning.begin_target_import": gettext_lazy(
        "mengunggah lembar target %(subject)s"
    ),
    "planning.cancel_target_import": gettext_lazy(
        "membatalkan impor target %(subject)s"
    ),
    "reporting.publish_achievements": gettext_lazy(
        "menerbitkan halaman publik %(subject)s"
    ),
    "reporting.withdraw_publication": gettext_lazy(
        "menarik halaman publik %(subject)s"
    ),
    "reporting.write_part": gettext_lazy("menulis naskah LKjIP %(subject)s"),
    "reporting.set_benchmark": gettext_lazy("mengisi pembanding %(subject)s"),
    "reporting.keep_budget_line": gettext_lazy("mengisi anggaran %(subject)s"),
    "reporting.drop_budget_line": gettext_lazy("menghapus anggaran %(subject)s"),
    "reporting.ask_for_report": gettext_lazy("menyusun laporan %(subject)s"),
    "reporting.cancel_run": gettext_lazy("membatalkan penyusunan %(subject)s"),
    "registry.establish_version": gettext_lazy("menerbitkan registri %(subject)s"),
    "registry.accept_definitions": gettext_lazy("menerima usulan definisi %(subject)s"),
    "registry.change_definition": gettext_lazy("mengubah definisi %(subject)s"),
    "registry.add_unit_of_measure": gettext_lazy("menambah satuan %(subject)s"),
    "registry.remove_unit_of_measure": gettext_lazy("menghapus satuan %(subject)s"),
    "registry.merge_units_of_measure": gettext_lazy("menggabungkan satuan %(subject)s"),
    "registry.begin_import": gettext_lazy("mengunggah lembar definisi %(subject)s"),
    "registry.cancel_import": gettext_lazy("membatalkan impor definisi %(subject)s"),
    "registry.import_definitions": gettext_lazy("mengimpor definisi dari %(subject)s"),
    "measurement.check_realisation": gettext_lazy(
        "menyetujui tingkat pertama realisasi %(subject)s"
    ),
    "measurement.reopen_realisation": gettext_lazy(
        "membuka kembali realisasi %(subject)s"
    ),
    "measurement.escalate_realisation": gettext_lazy(
        "menaikkan verifikasi %(subject)s ke atasan berikutnya"
    ),
    "measurement.set_verification": gettext_lazy(
        "mengatur cara verifikasi %(subject)s"
    ),
    "measurement.set_evidence_rules": gettext_lazy("mengatur bukti dukung %(subject)s"),
    "records.delete_content": gettext_lazy(
        "menghapus isi berkas %(subject)s setelah masa simpannya"
    ),
    "organisation.delegate_verification": gettext_lazy(
        "melimpahkan verifikasi %(subject)s"
    ),
    "organisation.revoke_delegation": gettext_lazy("mencabut pelimpahan %(subject)s"),
    "planning.extend_window": gettext_lazy("memperpanjang pengisian %(subject)s"),
    "planning.decide_holiday": gettext_lazy(
        "menetapkan hari libur atau hari kerja %(subject)s"
    ),
    "planning.withdraw_holiday": gettext_lazy(
        "menghapus %(subject)s dari daftar hari libur"
    ),
    "planning.set_holiday_rule": gettext_lazy(
        "mengatur tenggat pada hari libur %(subject)s"
    ),
    "planning.set_year_settings": gettext_lazy("mengatur tahun kinerja %(subject)s"),
    "planning.propose_targets": gettext_lazy("mengusulkan target %(subject)s"),
    "planning.counter_proposal": gettext_lazy("mengusulkan balik target %(subject)s"),
    "planning.return_proposal": gettext_lazy("mengembalikan usulan target %(subject)s"),
    "planning.agree_proposal": gettext_lazy("menyetujui target %(subject)s"),
    "planning.accept_counter": gettext_lazy("menerima usul balik %(subject)s"),
    "planning.withdraw_proposal": gettext_lazy("menarik usulan target %(subject)s"),
    "scoring.recompute_period": gettext_lazy("menghitung ulang %(subject)s"),
    "scoring.recompute_year": gettext_lazy("menghitung ulang %(subject)s"),
    "reporting.issue_document": gettext_lazy("menerbitkan dokumen %(subject)s"),
    "reporting.sign_document": gettext_lazy(
        "menyimpan bentuk bertanda tangan %(subject)s"
    ),
    "reporting.withdraw_document": gettext_lazy("menarik dokumen %(subject)s"),
    "inspection.write_note": gettext_lazy("menulis %(subject)s"),
    "inspection.withdraw_note": gettext_lazy("menarik %(subject)s"),
    "inspection.write_recommendation": gettext_lazy("menulis %(subject)s"),
    "inspection.answer_recommendation": gettext_lazy("menanggapi %(subject)s"),
    "inspection.report_follow_up": gettext_lazy("melaporkan tindak lanjut %(subject)s"),
    "inspection.judge_recommendation": gettext_lazy(
        "menilai tindak lanjut %(subject)s"
    ),
    "inspection.close_recommendation": gettext_lazy(
        "menutup %(subject)s sebagai tidak dapat ditindaklanjuti"
    ),
    "inspection.withdraw_recommendation": gettext_lazy("menarik %(subject)s"),
}
NAMES = {
    "accounts.create_user": gettext_lazy("Akun dibuat"),
    "accounts.set_password": gettext_lazy("Kata sandi disetel ulang"),
    "accounts.change_own_password": gettext_lazy("Kata sandi sendiri diganti"),
    "accounts.set_active": gettext_lazy("Akun dibuka atau ditutup"),
    "accounts.set_email": gettext_lazy("Alamat surel diubah"),
    "accounts.confirm_email": gettext_lazy("Alamat surel dipastikan"),
    "reminders.set_reminders": gettext_lazy("Aturan pengingat diubah"),
    "reminders.choose_reminders": gettext_lazy("Pilihan pengingat diubah"),
    "reminders.make_calendar_key": gettext_lazy("Alamat kalender dibuat"),
    "reminders.revoke_calendar_key": gettext_lazy("Alamat kalender dicabut"),
    "reminders.nudge_report": gettext_lazy("Realisasi diingatkan atasan"),
    "reminders.remind_people": gettext_lazy("Pegawai diingatkan"),
    "reminders.forget_old": gettext_lazy("Catatan pengingat lama dihapus"),
    "decrees.upload_decree": gettext_lazy("Keputusan diunggah"),
    "decrees.adopt_decree": gettext_lazy("Keputusan ditetapkan"),
    "decrees.begin_reading": gettext_lazy("Naskah dikirim untuk dibaca"),
    "decrees.cancel_reading": gettext_lazy("Pembacaan dibatalkan"),
    "decrees.refuse_document": gettext_lazy("Naskah ditolak"),
    "decrees.correct_draft": gettext_lazy("Rancangan diperbaiki"),
    "decrees.propose_adoption": gettext_lazy("Penetapan diusulkan"),
    "decrees.withdraw_proposal": gettext_lazy("Usulan penetapan ditarik"),
    "decrees.set_bearing": gettext_lazy("Jenis keputusan ditentukan"),
    "decrees.drop_draft": gettext_lazy("Rancangan dibatalkan"),
    "decrees.set_adoption_rule": gettext_lazy("Cara penetapan diatur"),
    "decrees.mend_match": gettext_lazy("Pasangan keputusan diperbaiki"),
    "decrees.undo_mend": gettext_lazy("Perbaikan pasangan diurungkan"),
    "decrees.issue_document": gettext_lazy("Naskah keputusan diunduh"),
    "decrees.start_next_year": gettext_lazy("Keputusan tahun berikutnya dimulai"),
    "decrees.change_template": gettext_lazy("Templat keputusan diganti"),
    "decrees.choose_rules": gettext_lazy("Aturan pemeriksaan diatur"),
    "reporting.publish_achievements": gettext_lazy("Halaman publik diterbitkan"),
    "reporting.withdraw_publication": gettext_lazy("Halaman publik ditarik"),
    "reporting.write_part": gettext_lazy("Naskah LKjIP ditulis"),
    "reporting.set_benchmark": gettext_lazy("Pembanding diisi"),
    "reporting.keep_budget_line": gettext_lazy("Anggaran diisi"),
    "reporting.drop_budget_line": gettext_lazy("Anggaran dihapus"),
    "reporting.ask_for_report": gettext_lazy("Laporan disusun"),
    "reporting.cancel_run": gettext_lazy("Penyusunan laporan dibatalkan"),
    "measurement.open_period": gettext_lazy("Pengisian dibuka"),
    "measurement.save_draft": gettext_lazy("Draf disimpan"),
    "measurement.submit_realisation": gettext_lazy("Realisasi dikirim"),
    "measurement.withdraw_realisation": gettext_lazy("Realisasi ditarik kembali"),
    "measurement.verify_realisation": gettext_lazy("Realisasi diverifikasi"),
    "measurement.return_realisation": gettext_lazy("Realisasi dikembalikan"),
    "measurement.import_history": gettext_lazy("Realisasi terdahulu dimasukkan"),
    "measurement.add_evidence": gettext_lazy("Bukti ditambahkan"),
    "measurement.remove_evidence": gettext_lazy("Bukti dilepas"),
    "organisation.create_office": gettext_lazy("Kantor didirikan"),
    "organisation.establish_structure": gettext_lazy("Unit dan jabatan disusun"),
    "organisation.set_superior": gettext_lazy("Atasan ditetapkan"),
    "organisation.register_person": gettext_lazy("Pegawai dicatat"),
    "organisation.place_person": gettext_lazy("Pegawai ditempatkan"),
    "organisation.place_people": gettext_lazy("Banyak pegawai ditempatkan"),
    "organisation.end_placement": gettext_lazy("Penempatan diakhiri"),
    "organisation.give_account": gettext_lazy("Akun pegawai dibuat"),
    "organisation.set_share": gettext_lazy("Bagian target diatur"),
    "planning.set_weights": gettext_lazy("Bobot ditetapkan"),
    "planning.set_unit_weights": gettext_lazy("Bobot jabatan dan unit ditetapkan"),
    "organisation.grant_role": gettext_lazy("Peran diberikan"),
    "organisation.stop_clock": gettext_lazy("Hari kantor contoh diatur"),
    "planning.set_up_year": gettext_lazy("Tahun kinerja disiapkan"),
    "planning.move_window": gettext_lazy("Jadwal diubah"),
    "planning.begin_target_import": gettext_lazy("Lembar target diunggah"),
    "planning.cancel_target_import": gettext_lazy("Impor target dibatalkan"),
    "planning.set_target": gettext_lazy("Target ditetapkan"),
    "planning.import_targets": gettext_lazy("Target diimpor"),
    "registry.establish_version": gettext_lazy("Registri diterbitkan"),
    "registry.accept_definitions": gettext_lazy("Usulan definisi diterima"),
    "registry.change_definition": gettext_lazy("Definisi diubah"),
    "registry.add_unit_of_measure": gettext_lazy("Satuan ditambahkan"),
    "registry.remove_unit_of_measure": gettext_lazy("Satuan dihapus"),
    "registry.merge_units_of_measure": gettext_lazy("Satuan digabungkan"),
    "registry.begin_import": gettext_lazy("Lembar definisi diunggah"),
    "registry.cancel_import": gettext_lazy("Impor definisi dibatalkan"),
    "registry.import_definitions": gettext_lazy("Definisi diimpor"),
    "measurement.check_realisation": gettext_lazy(
        "Realisasi disetujui tingkat pertama"
    ),
    "measurement.reopen_realisation": gettext_lazy("Realisasi dibuka kembali"),
    "measurement.escalate_realisation": gettext_lazy("Verifikasi dinaikkan"),
    "measurement.set_verification": gettext_lazy("Aturan verifikasi diubah"),
    "measurement.set_evidence_rules": gettext_lazy("Aturan bukti dukung diubah"),
    "records.delete_content": gettext_lazy("Isi berkas dihapus"),
    "organisation.delegate_verification": gettext_lazy("Verifikasi dilimpahkan"),
    "organisation.revoke_delegation": gettext_lazy("Pelimpahan dicabut"),
    "planning.extend_window": gettext_lazy("Pengisian diperpanjang"),
    "planning.decide_holiday": gettext_lazy("Hari libur kantor ditetapkan"),
    "planning.withdraw_holiday": gettext_lazy("Hari libur kantor dihapus"),
    "planning.set_holiday_rule": gettext_lazy("Aturan tenggat pada hari libur diubah"),
    "planning.set_year_settings": gettext_lazy("Aturan tahun kinerja diubah"),
    "planning.propose_targets": gettext_lazy("Target diusulkan"),
    "planning.counter_proposal": gettext_lazy("Target diusulkan balik"),
    "planning.return_proposal": gettext_lazy("Usulan target dikembalikan"),
    "planning.agree_proposal": gettext_lazy("Target disetujui"),
    "planning.accept_counter": gettext_lazy("Usul balik diterima"),
    "planning.withdraw_proposal": gettext_lazy("Usulan target ditarik"),
    "scoring.recompute_period": gettext_lazy("Periode dihitung ulang"),
    "scoring.recompute_year": gettext_lazy("Tahun dihitung ulang"),
    "reporting.issue_document": gettext_lazy("Dokumen diterbitkan"),
    "reporting.sign_document": gettext_lazy("Bentuk bertanda tangan disimpan"),
    "reporting.withdraw_document": gettext_lazy("Dokumen terbit ditarik"),
    "inspection.write_note": gettext_lazy("Catatan pemeriksaan ditulis"),
    "inspection.withdraw_note": gettext_lazy("Catatan pemeriksaan ditarik"),
    "inspection.write_recommendation": gettext_lazy("Rekomendasi ditulis"),
    "inspection.answer_recommendation": gettext_lazy("Rekomendasi ditanggapi"),
    "inspection.report_follow_up": gettext_lazy("Tindak lanjut dilaporkan"),
    "inspection.judge_recommendation": gettext_lazy("Tindak lanjut dinilai"),
    "inspection.close_recommendation": gettext_lazy(
        "Rekomendasi tidak dapat ditindaklanjuti"
    ),
    "inspection.withdraw_recommendation": gettext_lazy("Rekomendasi ditarik"),
}
FIELDS = {
    "status": gettext_lazy("keadaan"),
    "file": gettext_lazy("berkas"),
    "sha256": gettext_lazy("sidik berkas"),
    "owed": gettext_lazy("kewajiban baru"),
    "text": gettext_lazy("sebagaimana ditulis"),
    "value": gettext_lazy("nilai"),
    "numerator": gettext_lazy("pembilang"),
    "denominator": gettext_lazy("penyebut"),
    "parts": gettext_lazy("komponen atau daftar"),
    "obstacles": gettext_lazy("hambatan"),
    "follow_up": gettext_lazy("tindak lanjut"),
    "reason": gettext_lazy("alasan"),
    "name": gettext_lazy("nama"),
    "region": gettext_lazy("daerah"),
    "account": gettext_lazy("akun"),
    "username": gettext_lazy("nama pengguna"),
    "administrator": gettext_lazy("administrator"),
    "active": gettext_lazy("aktif"),
    "units": gettext_lazy("unit kerja"),
    "positions": gettext_lazy("jabatan"),
    "indicators": gettext_lazy("indikator"),
    "indicator": gettext_lazy("nomor indikator"),
    "new": gettext_lazy("baru"),
    "superior": gettext_lazy("atasan"),
    "kind": gettext_lazy("jenis"),
    "from": gettext_lazy("mulai"),
    "until": gettext_lazy("sampai"),
    "placements": gettext_lazy("penempatan"),
    "role": gettext_lazy("peran"),
    "user": gettext_lazy("akun"),
    "year": gettext_lazy("tahun"),
    "rules": gettext_lazy("paket aturan"),
    "elected": gettext_lazy("tetap dipakai atas keputusan kantor"),
    "opens_on": gettext_lazy("dibuka"),
    "due_on": gettext_lazy("tenggat"),
    "late_until": gettext_lazy("terlambat sampai"),
    "closes_on": gettext_lazy("dikunci setelah"),
    "two_levels": gettext_lazy("dua tingkat verifikasi"),
    "escalate_after_days": gettext_lazy("dinaikkan setelah hari kerja"),
    "file_types": gettext_lazy("jenis berkas"),
    "max_file_mb": gettext_lazy("berkas paling besar (MB)"),
    "retain_years": gettext_lazy("masa simpan (tahun)"),
    "size_bytes": gettext_lazy("ukuran (bita)"),
    "deleted_at": gettext_lazy("isinya dihapus"),
    "stretch": gettext_lazy("tantangan"),
    "planner_sets_targets": gettext_lazy("perencana menetapkan target langsung"),
    "opens_days_after": gettext_lazy("dibuka (hari sesudah periode)"),
    "due_days_after": gettext_lazy("tenggat (hari sesudah periode)"),
    "late_days_after": gettext_lazy("terlambat diterima (hari sesudah periode)"),
    "closes_days_after": gettext_lazy("dikunci (hari sesudah periode)"),
    "holiday_shift": gettext_lazy("tenggat pada hari libur"),
    "with_joint_leave": gettext_lazy("cuti bersama dihitung libur"),
    "moved": gettext_lazy("tenggat yang bergeser"),
    "day": gettext_lazy("hari"),
    "is_working": gettext_lazy("hari kerja"),
    "position": gettext_lazy("jabatan"),
    "version": gettext_lazy("versi"),
    "number": gettext_lazy("versi"),
    "verified": gettext_lazy("terverifikasi"),
    "changed": gettext_lazy("berubah"),
    "measure": gettext_lazy("yang diisi"),
    "polarity": gettext_lazy("arah"),
    "accumulation": gettext_lazy("akumulasi"),
    "unit_of_measure": gettext_lazy("satuan"),
    "decimals": gettext_lazy("angka di belakang koma"),
    "scale": gettext_lazy("skala"),
    "target_is_maximum": gettext_lazy("target tertinggi"),
    "numerator_label": gettext_lazy("nama pembilang"),
    "denominator_label": gettext_lazy("nama penyebut"),
    "operational_definition": gettext_lazy("definisi operasional"),
    "formula": gettext_lazy("rumus"),
    "data_source": gettext_lazy("sumber data"),
    "evidence_wanted": gettext_lazy("bukti yang diminta"),
    "evidence_minimum": gettext_lazy("bukti paling sedikit"),
    "evidence_kinds": gettext_lazy("jenis bukti"),
    "across_people": gettext_lazy("gabungan antarpegawai"),
    "frequency": gettext_lazy("frekuensi pelaporan"),
    "due_day": gettext_lazy("hari jatuh tempo"),
    "needs_due_dates": gettext_lazy("perlu tanggal jatuh tempo"),
    "terms": gettext_lazy("komponen berbobot"),
    "provider": gettext_lazy("penyedia data"),
    "collector": gettext_lazy("pengumpul data"),
    "responsible_id": gettext_lazy("penanggung jawab"),
    "verifier_id": gettext_lazy("pemeriksa"),
    "baseline": gettext_lazy("nilai awal"),
    "count": gettext_lazy("banyaknya"),
    "accepted": gettext_lazy("yang diterima"),
    "definitions": gettext_lazy("definisi"),
    "form": gettext_lazy("bentuk"),
    "paper": gettext_lazy("kertas"),
    "template": gettext_lazy("templat"),
    "pack": gettext_lazy("paket aturan"),
    "rule": gettext_lazy("aturan"),
    "weight": gettext_lazy("bobot"),
    "end_year": gettext_lazy("tahun akhir Renstra"),
    "end_target": gettext_lazy("target akhir Renstra"),
    "province": gettext_lazy("nilai provinsi"),
    "national": gettext_lazy("nilai nasional"),
    "programme": gettext_lazy("program"),
    "ceiling": gettext_lazy("pagu"),
    "spent": gettext_lazy("realisasi anggaran"),
    "source": gettext_lazy("sumber"),
    "report_number": gettext_lazy("nomor laporan"),
    "addressee": gettext_lazy("ditujukan kepada"),
    "evidence": gettext_lazy("bukti"),
    "judgement": gettext_lazy("penilaian"),
}
NOTHING = "–"


def sentence_of(event: Any) -> str:
    """Say who did what to what."""
    words = ACTIONS.get(event.action)
    if words is None:
        return _("%(who)s: %(action)s, %(subject)s") % {
            "who": event.actor_name,
            "action": event.action,
            "subject": event.subject_label,
        }
    done = str(words) % {"subject": f"“{event.subject_label}”"}
    return f"{event.actor_name} {done}"


def changes_of(event: Any) -> list[dict[str, str]]:
    """Return what was before and what after, one line a field that differs."""
    before, after = event.before or {}, event.after or {}
    names = [*after, *(name for name in before if name not in after)]
    return [
        {
            "label": str(FIELDS.get(name, name)),
            "before": written(before.get(name)) if name in before else "",
            "after": written(after.get(name)),
        }
        for name in names
        if name not in before or before.get(name) != after.get(name)
    ]


def written(value: Any) -> str:
    """Write a kept value for people; what is blank is a dash."""
    if value is None or value == "":
        return NOTHING
    if value is True:
        return _("ya")
    if value is False:
        return _("tidak")
    if isinstance(value, list):
        return "; ".join(
            str(item.get("text", item)) if isinstance(item, dict) else str(item)
            for item in value
        )
    return str(value)
