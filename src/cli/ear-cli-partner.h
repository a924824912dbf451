/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners as they are named on the command line. */
#pragma once

#include "ear-card.h"
#include "ear-partner.h"

G_BEGIN_DECLS

const EarPartner *ear_cli_find_partner (GPtrArray *list, const char *name, GError **error);
const EarPartner *ear_cli_find_partner_or_card (EarStore *store, GPtrArray *list, const char *name, GError **error);
char *ear_cli_partner_title (const char *name, const char *organisation);

G_END_DECLS
