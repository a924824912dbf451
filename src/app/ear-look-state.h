/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Needs a Look shows, read on the workbook's thread. */
#pragma once

#include "ear-look.h"
#include "ear-merge.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* So many codings of a split theme, and records that were kept aside, are listed; the counts are complete. */
#define EAR_LOOK_MAX_LISTED 20

typedef struct
{
  guint n;            /* things to decide */
  guint position;     /* which of them this is, from 0 */
  EarLookItem *item;  /* (nullable) */
  GPtrArray *aside;   /* (element-type EarQuarantineGroup) */
  GPtrArray *splits;  /* (element-type EarSplit) those with codings that wait */
} EarLookState;

gpointer ear_look_state_job (EarStore *store, gpointer position, GCancellable *cancellable, GError **error);
void ear_look_state_free (EarLookState *state);
/* How many things are on the page; a guint to free with g_free(). */
gpointer ear_look_count_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLookState, ear_look_state_free)

G_END_DECLS
