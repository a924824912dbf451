/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What finds things in a list. In a low window it makes room for what is done with them, until it is asked for. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_FIND_BOX (ear_find_box_get_type ())
G_DECLARE_FINAL_TYPE (EarFindBox, ear_find_box, EAR, FIND_BOX, AdwBin)

void ear_find_box_ask (EarFindBox *box);

G_END_DECLS
