/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lane beneath the words each coding of a part has, so that those that overlap lie below each other. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

gboolean ear_lanes_has_one (const EarCodingRow *coding);
guint ear_lanes_assign (GPtrArray *codings, guint most, GArray *lanes);

G_END_DECLS
