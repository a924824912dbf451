/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Needs a Look: what merging could not decide, one thing at a time; what was kept aside; and codings of split themes. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_LOOK_PAGE (ear_look_page_get_type ())
G_DECLARE_FINAL_TYPE (EarLookPage, ear_look_page, EAR, LOOK_PAGE, AdwBin)

GtkWidget *ear_look_page_new (void);

G_END_DECLS
