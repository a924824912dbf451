/* SPDX-License-Identifier: GPL-3.0-or-later */
/* You said, we did: the ledger of what was done, what is still owed, and what was done together with people. */
#pragma once

#include "ear-action-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_ACTIONS_PAGE (ear_actions_page_get_type ())
G_DECLARE_FINAL_TYPE (EarActionsPage, ear_actions_page, EAR, ACTIONS_PAGE, AdwBin)

/* Shows the ledger with this filter alone: a theme or a priority. */
void ear_actions_page_show (EarActionsPage *page, EarKind kind, const EarId *id);

G_END_DECLS
