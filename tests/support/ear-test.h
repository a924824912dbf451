/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the test programs share: workbooks in a folder of their own, and the texts that came with the project. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* A raw key, which SQLCipher takes as it is: deriving one from words takes longer than most of what is tested. */
#define EAR_TEST_PASSPHRASE "x'5ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea15ea1'"

/* A folder that is removed with everything in it at the end of the scope: g_auto (EarTestFolder) */
typedef char *EarTestFolder;
EarTestFolder ear_test_folder_new (void);
void ear_test_folder_remove (EarTestFolder folder);
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (EarTestFolder, ear_test_folder_remove, NULL)

/* A new workbook NAME.earshot in @folder, with this device's name. Aborts the test on failure. */
EarStore *ear_test_store (const char *folder, const char *name);
char *ear_test_path (const char *folder, const char *name); /* "FOLDER/NAME.earshot" */

/* Puts a session and a voice in it; the ids are given back where wanted. */
EarRecord *ear_test_session (EarStore *store, const char *title);
EarRecord *ear_test_voice (EarStore *store, const EarRecord *session, const char *text);

/* The project's own source folder, and ../shared beside it or NULL (then skip with g_test_skip and a reason). */
const char *ear_test_source_root (void);
char *ear_test_shared (const char *relative);

/* An FNV hash of the file's bytes, to show that it was left alone. */
guint64 ear_test_file_hash (const char *path);

G_END_DECLS
