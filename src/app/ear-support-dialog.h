/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting support for an item of an Assembly's agenda, table after table: dots, hands, or fist to five. */
#pragma once

#include <adwaita.h>

#include "ear-assembly-list.h"

G_BEGIN_DECLS

#define EAR_TYPE_SUPPORT_DIALOG (ear_support_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarSupportDialog, ear_support_dialog, EAR, SUPPORT_DIALOG, AdwDialog)

AdwDialog *ear_support_dialog_new (const EarAssembly *assembly, const EarAssemblyItem *item);

G_END_DECLS
