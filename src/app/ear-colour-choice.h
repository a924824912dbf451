/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme's colour: the twelve of the palette, who else has it, and one that is free. */
#pragma once

#include <adwaita.h>

#include "ear-book-model.h"

G_BEGIN_DECLS

#define EAR_TYPE_COLOUR_CHOICE (ear_colour_choice_get_type ())
G_DECLARE_FINAL_TYPE (EarColourChoice, ear_colour_choice, EAR, COLOUR_CHOICE, AdwBin)

/* Signal "chosen" (int): the step; -1 where it is left to the program. */
void ear_colour_choice_set (EarColourChoice *choice, EarBookModel *model, const EarId *theme);

G_END_DECLS
