/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new workbook: whose it is, where the file goes, its passphrase. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_CREATE_PAGE (ear_create_page_get_type ())
G_DECLARE_FINAL_TYPE (EarCreatePage, ear_create_page, EAR, CREATE_PAGE, AdwNavigationPage)

AdwNavigationPage *ear_create_page_new (void);

G_END_DECLS
