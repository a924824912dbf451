/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With whom this laptop exchanges: their words, whether they are accepted, their cards and its own. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_PARTNERS_PANE (ear_partners_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarPartnersPane, ear_partners_pane, EAR, PARTNERS_PANE, AdwBin)

void ear_partners_pane_look_at_card (EarPartnersPane *pane, GFile *file);

G_END_DECLS
