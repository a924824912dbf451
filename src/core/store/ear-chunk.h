/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One packed chunk of voices: the voices of EAR_CHUNK_ROWS rows of contributions. */
#pragma once

#include "ear-store-columns.h"

G_BEGIN_DECLS

#define EAR_CHUNK_SHIFT 12 /* as the triggers of schema/001.sql shift rows */
#define EAR_CHUNK_ROWS (1 << EAR_CHUNK_SHIFT)

GBytes *ear_chunk_make (EarStore *store, gint64 chunk, GError **error);
gboolean ear_chunk_append (EarVoiceColumns *columns, gint64 chunk, const guint8 *packed, gsize size);
EarVoiceColumns *ear_voice_columns_new (guint capacity);

G_END_DECLS
