/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody's card, to be compared by phone before it is accepted. */
#pragma once

#include <adwaita.h>

#include "ear-partner-work.h"

G_BEGIN_DECLS

/* Response "accept" where it may be and was. */
AdwDialog *ear_card_dialog_new (EarCardLook *look);

G_END_DECLS
