/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One session: what was said, the line that adds to it, and the occasion's details (F9). A new session is written with
 * its first voice or its first detail, not before. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SESSION_PAGE (ear_session_page_get_type ())
G_DECLARE_FINAL_TYPE (EarSessionPage, ear_session_page, EAR, SESSION_PAGE, AdwNavigationPage)

AdwNavigationPage *ear_session_page_new (EarWorkbook *workbook, const EarId *session);
const EarId *ear_session_page_get_session (EarSessionPage *page);
void ear_session_page_focus_line (EarSessionPage *page);
AdwToastOverlay *ear_session_page_get_toasts (EarSessionPage *page);
void ear_session_page_toggle_occasion (EarSessionPage *page);
void ear_session_page_toggle_room (EarSessionPage *page);

/* Of an Assembly: goes to this item of its agenda. */
void ear_session_page_show_item (EarSessionPage *page, const EarId *item);

G_END_DECLS
