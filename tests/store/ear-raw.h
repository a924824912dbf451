/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second tool: SQLCipher without Earshot, to look into workbooks and to spoil them. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* A key given as it is, where a test opens hundreds of times: making one of a passphrase takes a quarter of a second. */
#define EAR_RAW_KEY "x'2f7a1c5e9b3d8046a1f2e3d4c5b6978812345678abcdef00ffeeddccbbaa9988'"

typedef struct sqlite3 sqlite3;

/* Opens @path; aborts the test when the key is wrong. Close with sqlite3_close(). */
sqlite3 *ear_raw_open (const char *path, const char *key);
void ear_raw_run (const char *path, const char *key, const char *sql);
gint64 ear_raw_integer (const char *path, const char *key, const char *sql);
gboolean ear_raw_has_rows (const char *path, const char *key, const char *sql);
/* Every page as it is under the encryption: free pages and the gaps in pages too. */
GBytes *ear_raw_pages (const char *path, const char *key);
/* Where @words stand in @bytes, with a little around it; %NULL when they do not. */
char *ear_raw_find (GBytes *bytes, const char *words);
/* Overwrites one byte in the middle of a page, from 1. */
void ear_raw_spoil (const char *path, guint page);
void ear_raw_copy (const char *from, const char *to);
/* What the records say, one after another, without stamps: two runs of the same program give the same text. */
char *ear_raw_state (EarStore *store);

G_END_DECLS
