/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Community Assemblies beside each other: what was raised again, what was asked again, and what moved since. Every figure opens
 * what is behind it. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_ASSEMBLIES_DIALOG (ear_assemblies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarAssembliesDialog, ear_assemblies_dialog, EAR, ASSEMBLIES_DIALOG, AdwDialog)

AdwDialog *ear_assemblies_dialog_new (EarWorkbook *workbook);

G_END_DECLS
