/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that needs a look: the values side by side, with who gave each and when, and what can be done. It decides
 * nothing itself: "decided" says what somebody chose. */
#pragma once

#include <adwaita.h>

#include "ear-look.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_LOOK_CHOICE_KEEP,    /* with the value's number, from 0 */
  EAR_LOOK_CHOICE_COMBINE,
  EAR_LOOK_CHOICE_DISMISS,
} EarLookChoice;

#define EAR_TYPE_LOOK_CARD (ear_look_card_get_type ())
G_DECLARE_FINAL_TYPE (EarLookCard, ear_look_card, EAR, LOOK_CARD, AdwBin)

/* @item is lent until the next one, or %NULL. */
void ear_look_card_show (EarLookCard *card, const EarLookItem *item);
void ear_look_card_focus (EarLookCard *card);
gboolean ear_look_card_choose (EarLookCard *card, EarLookChoice choice, guint value);

char *ear_look_value_words (const EarLookItem *item, guint value);

G_END_DECLS
