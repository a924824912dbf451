/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is decided about a partner, with the toast that tells of it and takes it back. */
#pragma once

#include <adwaita.h>

#include "ear-partner-work.h"

G_BEGIN_DECLS

void ear_partner_deeds_do (GtkWidget *widget, EarPartnerVerb verb, const EarPartner *partner);
/* @name: (nullable): of the device, as it calls itself. */
void ear_partner_deeds_accept_waiting (GtkWidget *widget, const EarId *device, const char *name);
void ear_partner_deeds_accept_card (GtkWidget *widget, EarCardLook *look);
void ear_partner_deeds_ask_revoke (GtkWidget *widget, const EarPartner *partner);

G_END_DECLS
