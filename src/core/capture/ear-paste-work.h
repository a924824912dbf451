/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many voices at once, from a pasted page: added in one transaction, and taken back in one. On the workbook's thread. */
#pragma once

#include "ear-voice-work.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *voices; /* EarVoiceWork, all of one session, in the order they are to stand */
} EarPasteWork;

EarPasteWork *ear_paste_work_new (void);
void ear_paste_work_free (EarPasteWork *work);
gpointer ear_paste_work_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPasteWork, ear_paste_work_free)

G_END_DECLS
