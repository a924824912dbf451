/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two editions tell together. */
#pragma once

#include "ear-protect-private.h"

G_BEGIN_DECLS

/* One edition in the audit of another: of protect->earlier the first is the new one, then the earlier ones, oldest first. */
typedef struct
{
  GHashTable *by_id;  /* a cell's id in its own edition → its index + 1 */
  GHashTable *shapes; /* utf8: the tables it has */
  guint first_relation, end_relation;
} EarEarlier;

EarEarlier *ear_earlier_new (guint first_relation);
void ear_earlier_add (EarEarlier *earlier, const char *id, guint cell);
void ear_earlier_add_new (EarProtect *protect);
void ear_earlier_tie (EarProtect *protect, const EarEarlier *before, const EarEarlier *now, guint edition);

G_END_DECLS
