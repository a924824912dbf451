/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for partners and from partners: saving one, bringing some in. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_EXCHANGE_PAGE (ear_exchange_page_get_type ())
G_DECLARE_FINAL_TYPE (EarExchangePage, ear_exchange_page, EAR, EXCHANGE_PAGE, AdwBin)

GtkWidget *ear_exchange_page_new (void);

G_END_DECLS
