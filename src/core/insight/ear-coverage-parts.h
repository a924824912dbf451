/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of coverage share. */
#pragma once

#include "ear-coverage.h"
#include "ear-cube.h"

G_BEGIN_DECLS

GPtrArray *ear_coverage_shares (EarStore *store, const EarTable *heard, GError **error);
GPtrArray *ear_coverage_pairs (EarCube *cube, GError **error);

G_END_DECLS
