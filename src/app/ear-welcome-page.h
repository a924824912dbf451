/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: a new workbook, one that is there, or the sample to look around in. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_WELCOME_PAGE (ear_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (EarWelcomePage, ear_welcome_page, EAR, WELCOME_PAGE, AdwNavigationPage)

G_END_DECLS
