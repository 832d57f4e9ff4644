# The one list of commands. `make` alone prints it.
.DEFAULT_GOAL := help
.PHONY: help run fresh test coverage check fix bench lighthouse docs lock messages
.SILENT:

PYTHON ?= python3
PORT ?= 8000
export PORT
INSTALL := $(PYTHON) scripts/install.py
TOOLS := .venv/bin

help: ## daftar perintah ini
	sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 14

run: ## pasang, siapkan, lalu jalankan Tolok di 127.0.0.1 (PORT=8000, TOLOK_HOME=var)
	exec $(PYTHON) scripts/run.py

fresh: ## mulai dari awal: data sekarang disisihkan, kantor contoh dimuat lagi
	exec $(PYTHON) scripts/run.py --fresh

test: ## semua pemeriksaan dan uji: SQLite, PostgreSQL, peramban
	$(INSTALL) test
	exec $(TOOLS)/python scripts/test.py

coverage: ## uji pada SQLite sekali lagi dengan cakupan cabang, dan lantainya
	$(INSTALL) test
	exec $(TOOLS)/python scripts/test.py --coverage

check: ## periksa gaya, tipe, templat, batas ruang, keamanan, migrasi
	$(INSTALL) test
	exec $(TOOLS)/python scripts/check.py

fix: ## perbaiki gaya yang dapat diperbaiki sendiri
	$(INSTALL) test
	$(TOOLS)/ruff check --fix --quiet . || true
	$(TOOLS)/ruff format --quiet .

bench: ## ukur kecepatan; hasilnya juga di var/bench.json
	$(INSTALL) test
	exec $(TOOLS)/tolok bench

lighthouse: ## ukur halaman utama dengan Lighthouse; hasilnya di docs/reference/lighthouse.md
	$(INSTALL) test
	exec $(TOOLS)/python scripts/lighthouse.py

docs: ## tulis ulang halaman perintah dan halaman aturan pemeriksaan
	$(INSTALL) test
	exec $(TOOLS)/python scripts/docs.py

lock: ## kunci ulang versi paket (setelah mengubah pyproject.toml)
	$(INSTALL) test
	exec $(TOOLS)/python scripts/lock.py

messages: ## daftar teks layar yang belum berbahasa Inggris; katalognya ditulis ulang
	$(INSTALL) test
	exec $(TOOLS)/python scripts/messages.py
