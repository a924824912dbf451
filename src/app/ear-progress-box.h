/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far long work is, with a button to stop it. It appears only when the work has taken three seconds. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_PROGRESS_BOX (ear_progress_box_get_type ())
G_DECLARE_FINAL_TYPE (EarProgressBox, ear_progress_box, EAR, PROGRESS_BOX, AdwBin)

/* What the working thread tells, whether or not the box is still there. */
typedef struct _EarProgressShare EarProgressShare;

EarProgressShare *ear_progress_share_ref (EarProgressShare *share);
void ear_progress_share_unref (EarProgressShare *share);
void ear_progress_share_tell (double fraction, gpointer share);

EarProgressShare *ear_progress_box_start (EarProgressBox *box, const char *title, GCancellable *cancellable);
void ear_progress_box_stop (EarProgressBox *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarProgressShare, ear_progress_share_unref)

G_END_DECLS
