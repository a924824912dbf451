/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to filter by beside the trees: who coded, who held conversations, and the months in which anything was said. The store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

GPtrArray *ear_coder_names (EarStore *store, GError **error);   /* (element-type utf8) */
GArray *ear_session_months (EarStore *store, GError **error);   /* (element-type int): months since year 0, the newest first */
GPtrArray *ear_organisation_names (EarStore *store, GError **error); /* (element-type EarTreeRow): those that held conversations */

G_END_DECLS
