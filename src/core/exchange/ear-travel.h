/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records an export is about: all, those that changed since a partner had everything, or those that one may see.
 * What consent lets out of them is ear-consent.h's to say. */
#pragma once

#include "ear-consent.h"
#include "ear-exchange.h"
#include "ear-store-sent.h"

G_BEGIN_DECLS

typedef struct _EarTravel EarTravel;

EarTravel *ear_travel_plan (EarStore *store, const EarExportOptions *options, GError **error);
void ear_travel_free (EarTravel *travel);
const char *ear_travel_rows (EarTravel *travel, EarKind kind);
gboolean ear_travel_is_partial (EarTravel *travel);
const char *ear_travel_judged (EarTravel *travel);
gboolean ear_travel_add_reasons (EarTravel *travel, EarStore *store, EarConsent *consent, GError **error);
const EarSending *ear_travel_sending (EarTravel *travel);
gboolean ear_travel_names_exporter (EarTravel *travel);
gboolean ear_travel_add_devices (EarTravel *travel, EarStore *store, const EarId *devices, guint n_devices, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarTravel, ear_travel_free)

G_END_DECLS
