/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of an Assembly's agenda: its wording, the time planned for it, and what came of it. */
#pragma once

#include <adwaita.h>

#include "ear-assembly-list.h"

G_BEGIN_DECLS

#define EAR_TYPE_ITEM_DIALOG (ear_item_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarItemDialog, ear_item_dialog, EAR, ITEM_DIALOG, AdwDialog)

AdwDialog *ear_item_dialog_new (EarRecord *item, const EarAssemblyItem *shown);

G_END_DECLS
