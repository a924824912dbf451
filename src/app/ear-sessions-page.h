/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All sessions, newest first. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_SESSIONS_PAGE (ear_sessions_page_get_type ())
G_DECLARE_FINAL_TYPE (EarSessionsPage, ear_sessions_page, EAR, SESSIONS_PAGE, AdwNavigationPage)

G_END_DECLS
