/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who We've Heard: whose voices are there, against targets and populations, and whose are missing. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_HEARD_PAGE (ear_heard_page_get_type ())
G_DECLARE_FINAL_TYPE (EarHeardPage, ear_heard_page, EAR, HEARD_PAGE, AdwBin)

G_END_DECLS
