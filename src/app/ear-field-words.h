/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fields of records are called, for a person. */
#pragma once

#include "ear-kind.h"

G_BEGIN_DECLS

const char *ear_field_words (EarKind kind, guint field);

G_END_DECLS
