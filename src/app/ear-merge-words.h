/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge did, in words. */
#pragma once

#include "ear-merge.h"

G_BEGIN_DECLS

char *ear_merge_words_origin (const EarMergeResult *result, const char *file_name);
char *ear_merge_words_headline (const EarMergeResult *result);
char *ear_merge_words_look (const EarMerge *merge);
char *ear_merge_words_conflicts (const EarMergeResult *result);
const char *ear_merge_words_kind (EarKind kind);
char *ear_merge_words_of_kind (const EarMergeResult *result, EarKind kind);
char *ear_merge_words_sender (const EarMergeFile *file);
char *ear_merge_words_waiting (const EarMergeFile *file);
char *ear_merge_words_button (const EarMerge *merge);
char *ear_merge_words_change (const EarMergeChange *change);
char *ear_merge_words_author (const EarMergeFile *file, const EarId *author);
char *ear_merge_words_edit (EarKind kind, const EarMergeEdit *edit);
char *ear_merge_words_by (const EarMergeAuthor *author);
char *ear_merge_words_entry (const EarMergeEntry *entry);

G_END_DECLS
