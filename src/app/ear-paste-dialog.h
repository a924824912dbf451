/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pasted page before it becomes voices: how it was split, to be joined, split, changed or left out piece by piece. */
#pragma once

#include <adwaita.h>

#include "ear-paste-item.h"

G_BEGIN_DECLS

#define EAR_TYPE_PASTE_DIALOG (ear_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarPasteDialog, ear_paste_dialog, EAR, PASTE_DIALOG, AdwDialog)

/* Signals: "changed" when a piece is another, "accepted" to add what is wanted, "one" to make it all one voice, "given-up"
 * when somebody closes it. The last three close nothing: whoever listens does. */
EarPasteDialog *ear_paste_dialog_new (const char *page, GPtrArray *themes);
EarPasteDialog *ear_paste_dialog_new_from_draft (const char *draft, GPtrArray *themes);

GListModel *ear_paste_dialog_get_items (EarPasteDialog *dialog);
void ear_paste_dialog_set_themes (EarPasteDialog *dialog, GPtrArray *themes);
void ear_paste_dialog_set_problem (EarPasteDialog *dialog, const char *problem);
void ear_paste_dialog_set_busy (EarPasteDialog *dialog, gboolean busy);

G_END_DECLS
