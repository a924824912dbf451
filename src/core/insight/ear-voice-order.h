/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All voices of a workbook in one order, kept with the store until a record changes that it depends on. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct
{
  EarVoiceSort sort;
  gboolean oldest_first;
  GArray *rows;      /* guint32: rows of contributions */
  guint32 last_row;  /* the largest of them */
  guint64 changes[4]; /* of what it depends on, when it was made */
} EarVoiceOrder;

/* (transfer none) (nullable) until the next call. The store's thread. */
const EarVoiceOrder *ear_voice_order_get (EarStore *store, EarVoiceSort sort, gboolean oldest_first, GError **error);

G_END_DECLS
