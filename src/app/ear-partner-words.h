/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners and cards in sentences. */
#pragma once

#include "ear-partner-work.h"

G_BEGIN_DECLS

char *ear_partner_words_title (const char *name, const char *organisation);
char *ear_partner_words_state (const EarPartner *partner);
char *ear_partner_words_aloud (const char *words);
char *ear_partner_words_revoking (const EarPartner *partner);
const char *ear_partner_words_look (const EarCardLook *look);
char *ear_partner_words_came (const EarPartner *partner);

G_END_DECLS
