/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a workbook's passphrase. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_UNLOCK_PAGE (ear_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (EarUnlockPage, ear_unlock_page, EAR, UNLOCK_PAGE, AdwNavigationPage)

AdwNavigationPage *ear_unlock_page_new (const char *path);

G_END_DECLS
