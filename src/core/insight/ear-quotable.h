/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices that may be quoted, in the order in which they were said. They are found in the columns: words are then read of
 * those alone that may come to stand somewhere. The store's thread. */
#pragma once

#include "ear-cube.h"

G_BEGIN_DECLS

typedef struct _EarQuotable EarQuotable;

/* What a choice among voices looks at. */
typedef struct
{
  guint32 row;       /* of the contribution */
  guint32 session;   /* row; 0 for none */
  guint32 feeling;   /* its place in EAR_TERMS_FEELING from 1; 0: none */
  guint32 group_set; /* into the group_sets of the cube's columns */
} EarQuotableVoice;

EarQuotable *ear_quotable_new (EarCube *cube, const EarVoiceFilter *within, GError **error);
GArray *ear_quotable_list (EarQuotable *quotable, const EarVoiceFilter *heading, guint most, GError **error);
void ear_quotable_free (EarQuotable *quotable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarQuotable, ear_quotable_free)

G_END_DECLS
