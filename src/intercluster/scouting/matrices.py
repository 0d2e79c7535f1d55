"""The two products scouting is made of, on sparse matrices with known types."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse


def crossed(left: sparse.csr_array, right: sparse.csr_array) -> sparse.csr_array:
    """Columns of the left by columns of the right, summed over the rows they share: leftᵀ · right."""
    found: sparse.csr_array = (left.T.tocsr() @ right).tocsr()
    return found


def weighed(matrix: sparse.csr_array, weights: ArrayLike) -> NDArray[np.float64]:
    """Each row's sum of weights: matrix · weights."""
    return np.asarray(matrix @ np.asarray(weights, dtype=np.float64), dtype=np.float64)


def weighed_columns(matrix: sparse.csr_array, weights: ArrayLike) -> NDArray[np.float64]:
    """Each column's sum of weights: matrixᵀ · weights."""
    return np.asarray(matrix.T @ np.asarray(weights, dtype=np.float64), dtype=np.float64)


def present(matrix: sparse.csr_array) -> sparse.csr_array:
    """1 wherever the matrix is not zero."""
    found: sparse.csr_array = matrix.tocsr(copy=True)
    found.eliminate_zeros()
    found.data[:] = 1.0
    return found


def row_of(matrix: sparse.csr_array, row: int) -> NDArray[np.float64]:
    """One row, dense."""
    found = np.zeros(matrix.shape[1])
    found[columns_of(matrix, row)] = data_of(matrix, row)
    return found


def columns_of(matrix: sparse.csr_array, row: int) -> NDArray[np.int64]:
    """Where a row is not zero."""
    return matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].astype(np.int64)


def data_of(matrix: sparse.csr_array, row: int) -> NDArray[np.float64]:
    """The values of a row where it is not zero, in the order of ``columns_of``."""
    return matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]].astype(np.float64)


def rows_of(matrix: sparse.csc_array, column: int) -> NDArray[np.int64]:
    """Where a column is not zero."""
    return matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]].astype(np.int64)
