/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One partner in the list: whose laptop it is, how it stands with it, its words, and what can be decided. */
#pragma once

#include <adwaita.h>

#include "ear-partner.h"

G_BEGIN_DECLS

GtkWidget *ear_partner_row_new (const EarPartner *partner);
const EarId *ear_partner_row_get_device (GtkWidget *row);

G_END_DECLS
