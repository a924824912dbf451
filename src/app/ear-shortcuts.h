/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and signs at a glance (Ctrl+?). */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_SHORTCUTS (ear_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (EarShortcuts, ear_shortcuts, EAR, SHORTCUTS, AdwDialog)

AdwDialog *ear_shortcuts_new (void);

G_END_DECLS
