/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a coding, on the screen and aloud. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

char *ear_coding_describe (const EarCodingRow *coding);
char *ear_coding_describe_all (GPtrArray *codings); /* (nullable): NULL where there are none */

G_END_DECLS
