/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of the voices that pass a query, read on the workbook's thread. */
#pragma once

#include "ear-voice-query.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  EarVoiceRows *rows; /* (nullable) where they were looked for: which pass */
  guint offset;
  GPtrArray *voices;  /* EarVoice */
  GPtrArray *codings; /* of each of them: (nullable) GPtrArray of EarCodingRow */
} EarVoiceBatch;

/* Looks for the voices that pass, and reads some of them. */
void ear_voice_batch_find_async (EarWorkbook *workbook, const EarVoiceQuery *query, guint offset, guint limit,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Reads some of those that were found. */
void ear_voice_batch_read_async (EarWorkbook *workbook, EarVoiceRows *rows, gboolean blind, guint offset, guint limit,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EarVoiceBatch *ear_voice_batch_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error); /* of both */
void ear_voice_batch_free (EarVoiceBatch *batch);

/* Where the next voice without a theme is among those that were found, after @position; -1: nowhere. */
void ear_voice_batch_next_async (EarWorkbook *workbook, EarVoiceRows *rows, gboolean blind, guint position,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 ear_voice_batch_next_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceBatch, ear_voice_batch_free)

G_END_DECLS
