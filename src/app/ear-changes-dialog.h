/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records behind one count of a merge, one by one: what each is called, who changed it, and from what to what. */
#pragma once

#include <adwaita.h>

#include "ear-merge.h"

G_BEGIN_DECLS

#define EAR_TYPE_CHANGES_DIALOG (ear_changes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarChangesDialog, ear_changes_dialog, EAR, CHANGES_DIALOG, AdwDialog)

/* Which of a merge's changes are meant. */
typedef enum
{
  EAR_CHANGES_TAKEN,       /* of one outcome */
  EAR_CHANGES_CONFLICTING,
  EAR_CHANGES_WAITING,
  EAR_CHANGES_REMOVING,    /* what others recorded */
  EAR_CHANGES_OF_KIND,
  EAR_CHANGES_OF_AUTHOR,
} EarChangesWhat;

typedef struct
{
  EarChangesWhat what;
  EarOutcome outcome;
  EarKind kind;
  EarId author;
} EarChangesQuery;

gboolean ear_changes_query_takes (const EarChangesQuery *query, const EarMergeChange *change);
guint ear_changes_count (const EarMergeFile *file, const EarChangesQuery *query);

/* Signal "allowed": the person saw what would be removed, and allows it. */
AdwDialog *ear_changes_dialog_new (const char *title, GPtrArray *files, const EarChangesQuery *query, gboolean asks);

G_END_DECLS
